using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MoCluster.Client.Hosting.Integration;

/// <summary>Makes the client of an integration from its options.</summary>
internal static class ClientFactory
{
    private static readonly TimeSpan s_close = TimeSpan.FromMilliseconds(500);

    public static MoClient Create(IServiceProvider services)
    {
        var integration = services.GetRequiredService<IOptions<MoIntegrationOptions>>().Value;

        // When the host's services are disposed, the events have been settled for as long as there was time.
        var options = new MoClientOptions { TimeProvider = services.GetRequiredService<TimeProvider>(), CloseTimeout = s_close };
        foreach (var change in services.GetServices<ClientChange>())
            options = change.Change(services, options);
        if (options.Credentials is null && integration.TokenEndpoint is { } endpoint)
            options = options with { Credentials = MoCredentials.FromClientSecret(endpoint, integration.ClientId!, integration.ClientSecret!, integration.Scope, options) };
        return MoClient.Connect(integration.Server!, options);
    }
}
