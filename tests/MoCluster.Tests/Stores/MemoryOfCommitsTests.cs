using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Memory.Applying;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Tests.Stores;

/// <summary>Commits are remembered by their ids, up to a bound.</summary>
public sealed class MemoryOfCommitsTests
{
    [Fact]
    public void At_least_the_capacity_and_at_most_twice_as_many_are_remembered()
    {
        var state = StoreState.Empty;
        var ids = new List<Guid>();
        var assignment = new Assignment(DateTimeOffset.UnixEpoch, [], [], []);
        for (var i = 0; i < StoreState.RememberedCommits * 5 / 2; i++)
        {
            ids.Add(Guid.NewGuid());
            state = CommitApplication.Apply(state, new Commit { Id = ids[^1] }, assignment);
        }

        Assert.All(ids.TakeLast(StoreState.RememberedCommits), id => Assert.NotNull(state.Recall(id)));
        Assert.InRange(ids.Count(id => state.Recall(id) is not null), StoreState.RememberedCommits, 2 * StoreState.RememberedCommits);
        Assert.Null(state.Recall(ids[0]));
    }
}
