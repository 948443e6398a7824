using MoCluster.History.Workload;
using MoCluster.Silo.Security;

namespace MoCluster.Tests.Api.Fixtures;

/// <summary>A silo with authentication, two owners who may use events, and an administrator.</summary>
public sealed class SecuredSilo : IAsyncLifetime
{
    private static readonly string[] EventRoles =
    [
        Roles.Fetch, Roles.ReadEvents, Roles.ReadListeners, Roles.ReadNamespaces, Roles.Acknowledge, Roles.Send, Roles.Silence, Roles.Unsilence,
        Roles.Rerun, Roles.CreateListener, Roles.DeleteListener, Roles.CreateNamespace, Roles.DeleteNamespace,
    ];

    private readonly TemporaryDirectory _directory = new();
    private readonly List<HttpClient> _clients = [];

    internal TestIssuer Issuer { get; } = new();

    internal SiloRun Run { get; private set; } = null!;

    internal Guid OwnerUuid { get; } = Guid.NewGuid();

    internal HttpClient Owner { get; private set; } = null!;

    internal Guid OtherUuid { get; } = Guid.NewGuid();

    internal HttpClient Other { get; private set; } = null!;

    internal HttpClient Administrator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // Log everything, so that a token that leaks into the log is noticed.
        Run = await SiloRun.StartAsync(null, [.. Issuer.Settings(_directory.Path), "Logging:LogLevel:Microsoft.AspNetCore.Authentication=Trace"]);
        Owner = Client(OwnerUuid, EventRoles);
        Other = Client(OtherUuid, EventRoles);
        Administrator = Client(Guid.NewGuid(), ["admin"]);
    }

    internal HttpClient Client(Guid uuid, params string[] roles)
    {
        var client = TestIssuer.Client(Run, Issuer.Token(uuid.ToString("D"), roles));
        lock (_clients)
            _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Run.DisposeAsync();
        Issuer.Dispose();
        _directory.Dispose();
    }
}
