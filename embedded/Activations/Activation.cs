using Microsoft.Extensions.DependencyInjection;
using MoCluster.Embedded.Scheduling;
using MoCluster.Embedded.Streams;
using Orleans;
using Orleans.Runtime;

namespace MoCluster.Embedded.Activations;

/// <summary>
/// A grain in memory: its instance, its turns, and the calls that wait. Calls are in <c>Activation.Calls.cs</c>, the beginning and
/// the end in <c>Activation.Lifecycle.cs</c>.
/// </summary>
internal sealed partial class Activation : IGrainContext, IActivationWorkingSetMember, IWorkItemScheduler, ICallReceiver, ITurn
{
    private readonly Lock _gate = new();
    private readonly TurnQueue _turns;
    private readonly WorkerPool? _pool;
    private readonly AsyncServiceScope _services;
    private ActivationState _state;

    public Activation(EmbeddedSilo silo, GrainClass grainClass, GrainId grainId, WorkerPool? pool = null)
    {
        Silo = silo;
        Class = grainClass;
        GrainId = grainId;
        ActivationId = new ActivationId(silo.Options.NewId());
        _pool = pool;
        _ended = new TaskCompletionSource(silo.Options.Scheduler.ReplyOptions);
        _services = silo.Services.CreateAsyncScope();
        _turns = new TurnQueue(silo.Options.Scheduler, this, exception => Silo.Log.TurnFailed(GrainId, exception));
    }

    /// <summary>The activation whose turn this thread runs.</summary>
    public static Activation? Current => TurnQueue.Running?.Owner as Activation;

    /// <summary>Where it lives.</summary>
    public EmbeddedSilo Silo { get; }

    /// <summary>Its class.</summary>
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

    /// <summary>The activation of a grain.</summary>
    /// <exception cref="InvalidOperationException">The engine did not create it.</exception>
    public static Activation Of(object grain) =>
        (grain as IGrainBase)?.GrainContext as Activation
        ?? throw new InvalidOperationException($"{grain.GetType()} was not created by the engine: get a reference from IGrainFactory.");

    /// <inheritdoc/>
    void IWorkItemScheduler.QueueAction(Action action) => _turns.Enqueue(new ActionTurn(action));

    /// <inheritdoc/>
    public override string ToString() => $"{GrainId}{ActivationId}";
}
