using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Applying;

/// <summary>
/// Applies judged commits to a state. It checks nothing, so a log can be replayed under later rules.
/// </summary>
internal static class CommitApplication
{
    /// <summary>The state after a commit.</summary>
    /// <param name="state">The state on which the commit was judged.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="assignment">What the judge gave to it.</param>
    public static StoreState Apply(StoreState state, Commit commit, Assignment assignment)
    {
        state = StreamTables.Append(state, assignment.Streams);
        for (var i = 0; i < commit.Registrations.Length; i++)
            state = ObjectTables.Register(state, commit.Registrations[i], assignment.RegistrationTimes[i]);
        foreach (var due in commit.Struck)
            state = ObjectTables.Strike(state, due);
        foreach (var definition in commit.Definitions)
            state = ListenerTables.Define(state, definition);
        for (var i = 0; i < commit.Groups.Length; i++)
            state = GroupTables.Write(state, commit.Groups[i], assignment.Epochs[i]);
        state = DeliveryTables.Write(state, commit, assignment.Time);
        state = ResultTables.Keep(state, commit, assignment);
        return ResultTables.Remember(state, commit.Id, assignment);
    }
}
