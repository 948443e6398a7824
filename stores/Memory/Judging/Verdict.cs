using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Judging;

/// <summary>The decision of the judge on a commit.</summary>
/// <param name="Refusal">Why the commit is refused; null if it is not.</param>
/// <param name="Assignment">What the commit is given; null if it is refused.</param>
/// <param name="Repeated">Whether the commit became true before, so that there is nothing to do.</param>
internal readonly record struct Verdict(CommitRefusal? Refusal, Assignment? Assignment, bool Repeated);
