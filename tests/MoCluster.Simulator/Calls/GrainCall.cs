using MoCluster.Simulator.Activations;
using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace MoCluster.Simulator.Calls;

/// <summary>A call through a grain reference: it travels to the grain, and its outcome travels back unless the call is one-way.</summary>
internal abstract class GrainCall : Call, IThreadPoolWorkItem
{
    private readonly IInvokable _request;

    protected GrainCall(SimulatorEngine engine, GrainId target, IInvokable request, InvokeMethodOptions options)
    {
        if (options.HasFlag(InvokeMethodOptions.ReadOnly))
            throw new NotSupportedException($"{request.GetMethodName()} has [ReadOnly], which is not simulated; use [AlwaysInterleave].");

        Engine = engine;
        Target = target;
        _request = request;
        Interleaves = options.HasFlag(InvokeMethodOptions.AlwaysInterleave);
        Sender = Activation.Current;
        CallerToken = request.GetCancellationToken();
    }

    /// <summary>The calling activation; null for a caller outside of grains.</summary>
    public Activation? Sender { get; }

    /// <inheritdoc/>
    public override GrainId Target { get; }

    /// <inheritdoc/>
    public override string Name => $"{_request.GetInterfaceType().Name}.{_request.GetMethodName()}";

    /// <inheritdoc/>
    public override bool Interleaves { get; }

    /// <inheritdoc/>
    public override bool FromGrain => Sender is not null;

    /// <summary>The engine of the caller.</summary>
    protected SimulatorEngine Engine { get; }

    /// <summary>The caller's cancellation token, if the method takes one.</summary>
    protected CancellationToken CallerToken { get; }

    /// <summary>How long the caller waits for an answer.</summary>
    protected TimeSpan ResponseTimeout => _request.GetDefaultResponseTimeout() ?? Engine.Options.ResponseTimeout;

    /// <summary>Sends the call on its way.</summary>
    public void Send() => Engine.Options.Scheduler.Carry(this);

    /// <summary>Arrives: the call at the silo, or later the reply at the caller.</summary>
    public virtual void Execute() => Engine.Route(this);

    /// <inheritdoc/>
    public override Task Invoke(Activation activation)
    {
        // From here on, the callee has a token of its own, which the request creates.
        _request.SetTarget(activation);
        return _request.Invoke().AsTask();
    }

    /// <summary>Cancels the callee's token, on the callee's turn.</summary>
    public void CancelCallee() => _request.TryCancel();

    /// <inheritdoc/>
    public override string ToString() => $"{Name} of {Target}";
}
