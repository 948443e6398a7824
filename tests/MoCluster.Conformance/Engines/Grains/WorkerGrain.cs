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
        return GrainContext.ActivationId.ToString();
    }
}
