using MoCluster.Embedded.Activations;
using Orleans.Runtime;

namespace MoCluster.Embedded.Calls;

/// <summary>A call by reference: it travels to the grain, and unless it is one-way, its outcome travels back.</summary>
internal abstract class GrainCall : Call, IThreadPoolWorkItem
{
    private readonly GrainProxy _reference;
    private readonly object?[] _arguments;
    private CancellationTokenSource? _calleeCancellation;

    protected GrainCall(GrainProxy reference, GrainMethod method, object?[] arguments)
    {
        _reference = reference;
        _arguments = arguments;
        Method = method;
        Sender = Activation.Current;
    }

    /// <summary>The method that is called.</summary>
    public GrainMethod Method { get; }

    /// <summary>The activation that calls; null for a caller that is no grain.</summary>
    public Activation? Sender { get; }

    /// <inheritdoc/>
    public override GrainId Target => _reference.GrainId;

    /// <inheritdoc/>
    public override string Name => Method.Name;

    /// <inheritdoc/>
    public override bool Interleaves => Method.AlwaysInterleave;

    /// <inheritdoc/>
    public override bool FromGrain => Sender is not null;

    protected EmbeddedSilo Silo => _reference.Interface.Bindings.Silo;

    /// <summary>Sends the call on its way.</summary>
    public void Send() => Silo.Options.Scheduler.Carry(this);

    /// <summary>Arrives: the call at the silo, or later the reply at the caller.</summary>
    public virtual void Execute() => Silo.Route(this);

    /// <inheritdoc/>
    public override Task Invoke(Activation activation)
    {
        if (CallerToken is { CanBeCanceled: true })
        {
            // The callee's token is its own, cancelled on its turn.
            _calleeCancellation = new CancellationTokenSource();
            _arguments[Method.TokenPosition] = _calleeCancellation.Token;
        }

        return Method.Invoke(activation.GrainInstance!, _arguments);
    }

    /// <summary>The token that the caller gave, if the method takes one.</summary>
    protected CancellationToken CallerToken { get; private set; }

    protected void ReadCallerToken()
    {
        if (Method.TokenPosition >= 0)
            CallerToken = (CancellationToken)_arguments[Method.TokenPosition]!;
    }

    /// <summary>Cancels the callee's token; on the callee's turn.</summary>
    public void CancelCallee() => _calleeCancellation?.Cancel();

    /// <inheritdoc/>
    public override string ToString() => $"{Name} of {Target}";
}
