namespace MoCluster.Cluster.Grains;

/// <inheritdoc cref="ITallyGrain"/>
[GrainType("test.tally")]
public sealed class TallyGrain([PersistentState("test.tally")] IPersistentState<Tally> state) : Grain, ITallyGrain
{
    /// <inheritdoc />
    public async Task<int> AddAsync()
    {
        state.State = new Tally(state.State.Count + 1);
        await state.WriteStateAsync();
        return state.State.Count;
    }

    /// <inheritdoc />
    public Task<int> GetAsync() => Task.FromResult(state.State.Count);

    /// <inheritdoc />
    public Task ClearAsync() => state.ClearStateAsync();

    /// <inheritdoc />
    public Task LeaveAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
