using MoCluster.Conformance.Engines.Hosting;

namespace MoCluster.Conformance.Engines.Grains;

/// <inheritdoc cref="IThreeWorkers"/>
[StatelessWorker(3)]
public sealed class ThreeWorkersGrain(ProbeBoard probes) : WorkerGrain(probes), IThreeWorkers;

/// <inheritdoc cref="IOneReentrantWorker"/>
[StatelessWorker(1), Reentrant]
public sealed class OneReentrantWorkerGrain(ProbeBoard probes) : WorkerGrain(probes), IOneReentrantWorker;

/// <inheritdoc cref="IWorker"/>
public abstract class WorkerGrain(ProbeBoard probes) : Grain, IWorker
{
    public async Task<string> Work()
    {
        var probe = probes.Of(this.GetPrimaryKeyString());
        probe.Enter();
        await probe.When("go");
        probe.Leave();
        _ = SayFreeAsync(probe);
        return GrainContext.ActivationId.ToString();
    }

    // The reply leaves in the same turn in which the engine counts the call as ended; only the next turn is surely after both.
    private static async Task SayFreeAsync(Probe probe)
    {
        await Task.Yield();
        probe.Signal($"free {probe.Count("free")}");
    }
}
