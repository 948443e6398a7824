namespace MoCluster.Cluster.Grains;

/// <inheritdoc cref="IGateGrain"/>
/// <param name="gate">Completed when the gate opens.</param>
[GrainType("test.gate")]
public sealed class GateGrain(TaskCompletionSource gate) : Grain, IGateGrain
{
    /// <inheritdoc />
    public Task HereAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public Task PassAsync() => gate.Task;
}
