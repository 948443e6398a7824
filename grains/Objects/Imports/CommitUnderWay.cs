using System.Collections.Immutable;
using MoCluster.Grains.Objects.Planning;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>A commit of an import that is on its way to the disk.</summary>
/// <param name="Lines">The lines that it imports.</param>
/// <param name="Plan">What it writes.</param>
/// <param name="Outcome">The store's verdict; null when there was nothing to write.</param>
internal sealed record CommitUnderWay(ImmutableArray<ImportLine> Lines, MutationPlan Plan, Task<CommitResult?> Outcome);
