using MoCluster.Conformance.Engines.Grains;
using MoCluster.Conformance.Engines.Hosting;

namespace MoCluster.Conformance.Engines;

/// <summary>Stored state is read before the activation, and contains only what was written.</summary>
public abstract class StateTests(SharedEngine engine) : EngineTests(engine)
{
    public sealed class OnOrleans(OrleansEngine engine) : StateTests(engine);

    public sealed class OnSimulator(SimulatedEngine engine) : StateTests(engine);

    [Fact]
    public async Task A_written_state_survives_and_an_unwritten_one_is_gone()
    {
        var grain = Grain<IKeeper>();
        Assert.Equal(new Kept("nothing nothing nothing", false, false), await Soon(grain.Read()));
        await Soon(grain.Set("written", true));
        Assert.Equal(new Kept("written nothing nothing", true, true), await Soon(grain.Read()));
        await Soon(grain.Set("unwritten", false));
        await Soon(grain.End());
        Assert.Equal(new Kept("written nothing written", true, true), await Soon(grain.Read()));
        await Soon(grain.Clear());
        Assert.False((await Soon(grain.Read())).Exists);
        await Soon(grain.End());
        Assert.Equal(new Kept("nothing nothing nothing", false, false), await Soon(grain.Read()));
    }
}
