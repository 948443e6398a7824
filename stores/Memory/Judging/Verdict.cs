using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Judging;

/// <summary>What the judge says of a commit.</summary>
/// <param name="Refusal">The first precondition that did not hold; null when it becomes, or became, true.</param>
/// <param name="Assignment">What it is given; null when refused.</param>
/// <param name="Repeated">Whether it became true before, and nothing is to be done.</param>
internal readonly record struct Verdict(CommitRefusal? Refusal, Assignment? Assignment, bool Repeated);
