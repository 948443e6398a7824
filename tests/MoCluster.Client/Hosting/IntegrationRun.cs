using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MoCluster.Client.Hosting;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.Hosting;

/// <summary>An integration that runs in a host of its own, with the listener <c>r</c> of a namespace that no other test knows.</summary>
internal sealed class IntegrationRun : IAsyncDisposable
{
    private readonly IHost _host;

    private IntegrationRun(IHost host, LogLines log, MoClient outside, string space) => (_host, Log, Outside, Space) = (host, log, outside, space);

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public LogLines Log { get; }

    /// <summary>A client that is none of the integration's.</summary>
    public MoClient Outside { get; }

    public string Space { get; }

    public Switch Switch { get; private init; } = null!;

    public IServiceProvider Services => _host.Services;

    /// <summary>Starts an integration, and waits until its listener is declared, unless it cannot reach the server.</summary>
    /// <param name="silo">The server.</param>
    /// <param name="add">Adds the handler of the listener <c>r</c> of a namespace.</param>
    /// <param name="configure">Adds and changes services.</param>
    /// <param name="isCut">Which requests cannot reach the server at first; none when null.</param>
    /// <param name="by">The address by which the integration reaches the server; the server's own when null.</param>
    public static async Task<IntegrationRun> StartAsync(
        ClientSilo silo,
        Action<MoIntegrationBuilder, string> add,
        Action<IServiceCollection>? configure = null,
        Func<HttpRequestMessage, bool>? isCut = null,
        Uri? by = null)
    {
        var outside = await silo.ConnectAsync();
        var space = $"own-{Guid.NewGuid():N}";
        await outside.Namespaces.DeclareAsync(space, cancellationToken: Cancellation);
        var log = new LogLines();
        var line = new Switch { IsCut = isCut };
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(log);
        builder.Services.AddHealthChecks().AddMoIntegration();
        var integration = builder.Services.AddMoIntegration(options => (options.Server, options.Name) = (by ?? outside.Server, "test"));
        integration.ConfigureClient((_, options) => options with
        {
            Handler = () => line,
            Timeout = TimeSpan.FromSeconds(1),
            AttemptTimeout = TimeSpan.FromSeconds(1),
            RetryDelay = TimeSpan.FromMilliseconds(10),
            MaxRetryDelay = TimeSpan.FromMilliseconds(100),
        });
        add(integration, space);
        configure?.Invoke(builder.Services);
        var run = new IntegrationRun(builder.Build(), log, outside, space) { Switch = line };
        await run._host.StartAsync(Cancellation);
        if (isCut is null)
            await run.DeclaredAsync();
        return run;
    }

    /// <summary>Waits until the listener is declared, and so gets what is sent.</summary>
    public Task DeclaredAsync() => Log.SeenAsync("is declared", Cancellation);

    public Task<IReadOnlyList<long>> SendAsync(params string[] subjects) =>
        Outside.SendAsync(Space, [.. subjects.Select(subject => new OutgoingEvent("r", subject))], cancellationToken: Cancellation);

    /// <summary>The listener, for what others do with it.</summary>
    public async Task<MoListener> ListenerAsync()
    {
        var mine = new ListenerFilter { UserKeys = [$"test/{Space}/r"] };
        return Outside.Listeners.Open((await Outside.Listeners.FindAsync(mine, Cancellation).SingleAsync(Cancellation)).Info);
    }

    public async Task<ListenerStatus> StatusAsync() => await Outside.Listeners.GetStatusAsync((await ListenerAsync()).Uuid, Cancellation);

    public Task<HealthReport> CheckHealthAsync() => Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation);

    /// <summary>Stops the host, as a signal does.</summary>
    public Task StopAsync() => _host.StopAsync(Cancellation);

    /// <summary>Stops the host and disposes its services, as the end of a program does.</summary>
    public async Task EndAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await Outside.DisposeAsync();
    }
}
