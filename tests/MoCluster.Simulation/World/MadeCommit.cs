using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Simulation.World;

/// <summary>A commit that became true.</summary>
/// <param name="Client">Who made it.</param>
/// <param name="Commit">It.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Moment">When, in the order of the history; where the log was read for it, when that was.</param>
/// <param name="Now">The store's time then.</param>
internal sealed record MadeCommit(string Client, Commit Commit, CommitResult Result, long Moment, DateTimeOffset Now);
