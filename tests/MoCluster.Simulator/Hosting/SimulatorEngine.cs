using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MoCluster.Simulator.Activations;
using MoCluster.Simulator.Calls;
using MoCluster.Simulator.References;
using MoCluster.Simulator.Streams;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace MoCluster.Simulator;

/// <summary>
/// The engine of one simulated silo: its directory of activations and its streams. Grains can be called as soon as it is constructed; the
/// start only begins the collection of idle ones.
/// </summary>
public sealed class SimulatorEngine : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<GrainId, ICallReceiver> _directory = new(concurrencyLevel: 16, capacity: 1024);
    private readonly Func<GrainId, ICallReceiver> _create;
    private ITimer? _collector;
    private volatile bool _stopping;
    private volatile bool _stopped;

    /// <summary>Creates the engine; <see cref="SimulatorServices.AddSimulator"/> does so.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="services">The services that grains get in their constructors.</param>
    /// <param name="log">The log of the engine.</param>
    public SimulatorEngine(SimulatorOptions options, IServiceProvider services, ILogger<SimulatorEngine> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        options.Validate();
        Options = options;
        Services = services;
        Log = new EngineLog(log);
        Time = options.TimeProvider ?? services.GetService<TimeProvider>() ?? TimeProvider.System;
        Pending = new PendingCalls(Time);
        Bindings = new GrainBindings(this, options.GrainAssemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(GrainClass.Is).Concat(options.GrainClasses).Distinct());
        GrainFactory = new GrainFactory(Bindings);
        Runtime = new GrainRuntime(this);
        Streams = options.StreamProviders.ToDictionary(name => name, name => new StreamProvider(name, this), StringComparer.Ordinal);
        Observers = [.. services.GetServices<IActivationWorkingSetObserver>()];
        _create = Create;
        options.Silo?.Begin(this);
    }

    /// <summary>Creates references to grains.</summary>
    public IGrainFactory GrainFactory { get; }

    /// <summary>A stream provider, for tests that wrap it.</summary>
    /// <param name="name">Its name.</param>
    public IStreamProvider StreamProvider(string name) => Streams[name];

    internal SimulatorOptions Options { get; }

    internal IServiceProvider Services { get; }

    internal EngineLog Log { get; }

    /// <summary>The observers of activations that end.</summary>
    internal IActivationWorkingSetObserver[] Observers { get; }

    internal TimeProvider Time { get; }

    internal PendingCalls Pending { get; }

    internal GrainBindings Bindings { get; }

    internal GrainRuntime Runtime { get; }

    internal IReadOnlyDictionary<string, StreamProvider> Streams { get; }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _collector = Time.CreateTimer(_ => CollectIdle(), null, Options.CollectionQuantum, Options.CollectionQuantum);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Refuses calls from outside, and lets grains finish their running calls and deactivate; they may still call each other. After the
    /// stop timeout it refuses every call and fails those that still wait.
    /// </summary>
    /// <param name="cancellationToken">Cuts the wait short.</param>
    /// <returns>A task that completes when the silo has stopped.</returns>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _collector?.Dispose();
        _stopping = true;
        using var timeout = new CancellationTokenSource(Options.StopTimeout, Time);
        using var token = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // A grain that an ending grain calls is activated for it, and ends in the next round.
            for (var activations = Activations(); activations.Count > 0; activations = Activations())
            {
                foreach (var activation in activations)
                    activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The silo stops."), token.Token);
                await Task.WhenAll(activations.Select(activation => activation.Deactivated)).WaitAsync(token.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Log.StopIncomplete(Activations().Count, Options.StopTimeout);
        }

        _stopped = true;
        foreach (var call in Pending.Snapshot())
            call.Abandon();
    }

    /// <inheritdoc/>
    public void Dispose() => _collector?.Dispose();

    /// <summary>Carries a call to the silo of its grain: this one, unless there are several.</summary>
    internal void Route(Call call)
    {
        if (Options.Silo is { } silo)
            silo.Cluster.Route(call, silo);
        else
            Receive(call);
    }

    /// <summary>Takes a call for a grain that lives here or will live here.</summary>
    internal void Receive(Call call)
    {
        try
        {
            while (!_stopped && (!_stopping || call.FromGrain))
            {
                if (_directory.GetOrAdd(call.Target, _create).Receive(call))
                    return;
            }

            call.Reject(new SiloUnavailableException($"The silo stops and takes no new calls: {call}."));
        }
        catch (ArgumentException exception)
        {
            call.Reject(exception);
        }
        catch (ObjectDisposedException exception)
        {
            call.Reject(new SiloUnavailableException($"The silo's services are gone: {call}.", exception));
        }
    }

    internal void Forget(Activation activation) => Forget(activation.GrainId, activation);

    internal void Forget(GrainId grainId, ICallReceiver receiver)
    {
        if (_directory.TryRemove(KeyValuePair.Create(grainId, receiver)) && Options.Silo is { } silo)
            silo.Cluster.Forget(grainId, silo);
    }

    /// <summary>Whether a grain is a stateless worker, which lives wherever it is called.</summary>
    internal bool IsWorker(GrainId grainId) => Bindings.ClassOf(grainId).MaxWorkers > 0;

    internal void OnCallCycle(string cycle) => (Options.Scheduler as Scheduling.ICallCycleObserver)?.OnCallCycle(cycle);

    private ICallReceiver Create(GrainId grainId)
    {
        var grainClass = Bindings.ClassOf(grainId);
        return grainClass.MaxWorkers > 0
            ? new WorkerPool(this, grainClass, grainId)
            : new Activation(this, grainClass, grainId);
    }

    private void CollectIdle()
    {
        foreach (var activation in Activations())
            activation.CollectIfIdle();
    }

    // Ordered the same way in every process, so that seeded runs repeat. ToArray is the dictionary's own snapshot: LINQ would ask for its
    // count and copy it afterwards, and find empty places where grains ended in between.
    internal List<Activation> Activations() =>
        [.. _directory.ToArray().OrderBy(entry => entry.Key)
            .SelectMany(entry => entry.Value is WorkerPool pool ? pool.Workers : [(Activation)entry.Value])];
}
