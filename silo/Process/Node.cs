using System.Diagnostics.Metrics;
using MoCluster.Grains;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Namespaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Triggers;
using MoCluster.Silo.Api.GraphQL;
using MoCluster.Silo.Api.GraphQL.Events;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Engines;
using MoCluster.Silo.Metrics;

namespace MoCluster.Silo.Process;

/// <summary>
/// What serves requests: the store, the engine over it, and the clocks that drive both. It begins when the port is bound, and ends
/// when no request runs any more.
/// </summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly OpenStore _store;
    private readonly IHost _engine;
    private readonly Meter _meter;

    private Node(OpenStore store, IHost engine, Meter meter, TimeSpan patience)
    {
        (_store, _engine, _meter) = (store, engine, meter);
        Grains = engine.Services.GetRequiredService<IGrainFactory>();
        Identifiers = engine.Services.GetRequiredService<IIdentifierSource>();
        Store = engine.Services.GetRequiredService<IStore>();
        Lags = engine.Services.GetRequiredService<LagReader>();
        HasTriggers = !engine.Services.GetRequiredService<TriggerRegistry>().IsEmpty;
        Calls = new Calls(Time, patience);
        Listeners = new ListenerDirectory(Store, Calls);
    }

    /// <summary>Calls grains within the patience of callers.</summary>
    public Calls Calls { get; }

    /// <summary>Whether any trigger is registered.</summary>
    public bool HasTriggers { get; }

    /// <summary>The store.</summary>
    public IStore Store { get; }

    /// <summary>Gives references to grains.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>Finds listeners.</summary>
    public ListenerDirectory Listeners { get; }

    /// <summary>Tells how far listeners are behind.</summary>
    public LagReader Lags { get; }

    /// <summary>Gives new uuids.</summary>
    public IIdentifierSource Identifiers { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>Opens the store, then starts the engine and the clocks.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="logs">Where everything logs.</param>
    /// <param name="onFailure">Called once when the store cannot go on: the process has to stop.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="StartException">The store cannot be opened.</exception>
    public static async Task<Node> StartAsync(
        Settings settings, ILoggerFactory logs, Action<Exception> onFailure, CancellationToken cancellation)
    {
        var instance = SiloInstance.New();
        return await StartAsync(settings, instance, await OpenStore.OpenAsync(settings, instance, logs, onFailure, cancellation), logs, cancellation);
    }

    /// <summary>Starts the engine and the clocks over a store that is open.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="instance">This life of the silo.</param>
    /// <param name="store">The store, which is the node's from now on, whether or not it starts.</param>
    /// <param name="logs">Where everything logs.</param>
    /// <param name="cancellation">Ends the start.</param>
    public static async Task<Node> StartAsync(
        Settings settings, string instance, OpenStore store, ILoggerFactory logs, CancellationToken cancellation)
    {
        IHost? engine = null;
        var meter = new Meter(GrainMetrics.MeterName);
        try
        {
            engine = Build(settings, instance, new MeteredStore(store.Store, meter, TimeProvider.System), logs);
            await engine.StartAsync(cancellation);
            var node = new Node(store, engine, meter, settings.Cluster.ResponseTimeout);
            _ = new ListenerMetrics(
                meter,
                engine.Services.GetRequiredService<AwakeListeners>(),
                engine.Services.GetRequiredService<ListenerBacklogs>(),
                engine.Services.GetRequiredService<EventStreamSweep>(),
                engine.Services.GetRequiredService<PinnedListeners>(),
                node.Time,
                Math.Min(settings.Metrics.MaxListeners, settings.Metrics.MaxSeries));
            await NativeNamespace.EnsureAsync(node.Store, node.Identifiers, cancellation);
            return node;
        }
        catch
        {
            meter.Dispose();
            engine?.Dispose();
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the clocks and the engine, lets the store finish its commits, and closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        _meter.Dispose();
        try
        {
            await _engine.StopAsync();
        }
        finally
        {
            _engine.Dispose();
            await _store.DisposeAsync();
        }
    }

    private static IHost Build(Settings settings, string instance, IStore store, ILoggerFactory logs)
    {
        // A host of its own: neither the arguments nor the environment reach it, and the log is the process's.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(variable => ((string)variable.Key).StartsWith("OTEL_", StringComparison.Ordinal))
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value)));
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopTimes.Engine);
        Engine.AddEngine(builder, settings, instance);
        Composition.AddTo(builder.Services, settings);
        Clocks.AddTo(builder.Services, settings.Events);
        return builder.Build();
    }
}
