using Microsoft.Extensions.DependencyInjection;
using MoCluster.Simulator.Scheduling;
using MoCluster.Simulator.Streams;
using Orleans.Runtime;

namespace MoCluster.Simulator.Activations;

/// <summary>
/// A grain in memory: its instance, its turns and its waiting calls. Calls are in <c>Activation.Calls.cs</c>, activation and deactivation
/// in <c>Activation.Lifecycle.cs</c>, the rest of <see cref="IGrainContext"/> in <c>Activation.Context.cs</c>.
/// </summary>
internal sealed partial class Activation : IGrainContext, IActivationWorkingSetMember, IWorkItemScheduler, ICallReceiver, ITurn
{
    private readonly Lock _gate = new();
    private readonly TurnQueue _turns;
    private readonly WorkerPool? _pool;
    private readonly AsyncServiceScope _services;
    private ActivationState _state;

    public Activation(SimulatorEngine engine, GrainClass grainClass, GrainId grainId, WorkerPool? pool = null)
    {
        Engine = engine;
        Class = grainClass;
        GrainId = grainId;
        ActivationId = new ActivationId(engine.Options.NewId());
        _pool = pool;
        _ended = new TaskCompletionSource(engine.Options.Scheduler.ReplyOptions);
        _services = engine.Services.CreateAsyncScope();
        _turns = new TurnQueue(engine.Options.Scheduler, this, exception => Engine.Log.TurnFailed(GrainId, exception));
    }

    /// <summary>The activation whose turn this thread runs.</summary>
    public static Activation? Current => TurnQueue.Running?.Owner as Activation;

    /// <summary>The engine in which it lives.</summary>
    public SimulatorEngine Engine { get; }

    /// <summary>Its grain class.</summary>
    public GrainClass Class { get; }

    /// <summary>The observers that it attached to streams.</summary>
    public StreamConsumer Streams => field ??= new StreamConsumer(this);

    /// <inheritdoc/>
    public GrainId GrainId { get; }

    /// <inheritdoc/>
    public ActivationId ActivationId { get; }

    /// <inheritdoc/>
    public object? GrainInstance { get; private set; }

    /// <inheritdoc/>
    public IWorkItemScheduler Scheduler => this;

    /// <inheritdoc/>
    public IServiceProvider ActivationServices => _services.ServiceProvider;

    /// <inheritdoc/>
    void IWorkItemScheduler.QueueAction(Action action) => _turns.Enqueue(new ActionTurn(action));

    /// <inheritdoc/>
    void IWorkItemScheduler.QueueAction(Action<object> action, object state) => _turns.Enqueue(new ActionTurn(() => action(state)));

    /// <inheritdoc/>
    void IWorkItemScheduler.QueueTask(Task task) => task.Start(_turns);

    /// <inheritdoc/>
    public override string ToString() => $"{GrainId}{ActivationId}";
}
