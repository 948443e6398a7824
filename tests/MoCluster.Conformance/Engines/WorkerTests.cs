using MoCluster.Conformance.Engines.Grains;
using MoCluster.Conformance.Engines.Hosting;

namespace MoCluster.Conformance.Engines;

/// <summary>Stateless workers: up to the allowed number at once, never more.</summary>
public abstract class WorkerTests(SharedEngine engine) : EngineTests(engine)
{
    public sealed class OnOrleans(OrleansEngine engine) : WorkerTests(engine);

    public sealed class OnSimulator(SimulatedEngine engine) : WorkerTests(engine);

    [Fact]
    public async Task Workers_run_in_parallel_up_to_their_limit()
    {
        var grain = Grain<IThreeWorkers>();
        var calls = Enumerable.Range(0, 40).Select(_ => grain.Work()).ToArray();
        await Soon(Probe.When("inside 3"));
        Probe.Signal("go");
        var workers = await Soon(Task.WhenAll(calls));
        Assert.Equal(3, Probe.Peak);
        Assert.Equal(3, workers.Distinct().Count());
    }

    [Fact]
    public async Task An_idle_worker_is_reused_before_a_new_one_is_created()
    {
        var grain = Grain<IThreeWorkers>();
        Probe.Signal("go");
        var first = await Soon(grain.Work());
        for (var ended = 1; ended < 1000; ended++)
        {
            await Soon(Probe.When($"free {ended}")); // before that, the worker that answered may still count as busy
            Assert.Equal(first, await Soon(grain.Work()));
        }
    }

    [Fact]
    public async Task Calls_of_a_reentrant_worker_interleave()
    {
        var grain = Grain<IOneReentrantWorker>();
        var calls = Enumerable.Range(0, 5).Select(_ => grain.Work()).ToArray();
        await Soon(Probe.When("inside 5"));
        Probe.Signal("go");
        Assert.Single((await Soon(Task.WhenAll(calls))).Distinct());
    }
}
