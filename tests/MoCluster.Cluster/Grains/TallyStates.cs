using Orleans.Storage;

namespace MoCluster.Cluster.Grains;

/// <summary>What is tried with the stored states of <see cref="TallyGrain"/>, whichever store keeps them.</summary>
internal static class TallyStates
{
    /// <summary>Counts to three, with the grain deactivated in between.</summary>
    public static async Task CountToThreeAsync(IGrainFactory grains)
    {
        var tally = grains.GetGrain<ITallyGrain>("one");
        Assert.Equal(1, await tally.AddAsync());
        Assert.Equal(2, await tally.AddAsync());
        await tally.LeaveAsync();
        Assert.Equal(3, await tally.AddAsync());
    }

    /// <summary>Asserts that another silo finds the count of <see cref="CountToThreeAsync"/>, and that it can be cleared.</summary>
    public static async Task AssertThreeThenClearAsync(IGrainFactory grains)
    {
        Assert.Equal(0, await grains.GetGrain<ITallyGrain>("other").GetAsync());
        var again = grains.GetGrain<ITallyGrain>("one");
        Assert.Equal(3, await again.GetAsync());
        await again.ClearAsync();
        await again.LeaveAsync();
        Assert.Equal(0, await again.GetAsync());
        Assert.Equal(1, await again.AddAsync());
    }

    /// <summary>Writes a state.</summary>
    /// <returns>The state; null if another write was there first.</returns>
    public static async Task<GrainState<Tally>?> TryWriteAsync(IGrainStorage storage, GrainId id, GrainState<Tally> state)
    {
        try
        {
            await storage.WriteStateAsync("test.tally", id, state);
            return state;
        }
        catch (InconsistentStateException)
        {
            return null;
        }
    }
}
