using MoCluster.Grains.Objects.Pipeline;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>Makes what an import needs that checks everything and writes nothing: the same steps, over a <see cref="DryRunStore"/>.</summary>
/// <param name="store">The real store.</param>
/// <param name="factory">Makes the parts.</param>
/// <param name="committer">Writes commits. Nothing rings after those of a dry run, because they append no events.</param>
/// <param name="commits">The steps of an import that writes.</param>
public sealed class DryImport(IStore store, ImportFactory factory, MutationCommitter committer, ImportCommits commits)
{
    /// <summary>Makes the steps of one dry run.</summary>
    /// <param name="over">The store in which its commits seem to become true.</param>
    /// <param name="remembered">The objects that it saw last. Nobody else sees them.</param>
    internal ImportCommits Begin(out DryRunStore over, out RememberedObjects remembered)
    {
        over = new DryRunStore(store);
        remembered = factory.Memory(over);
        return commits.With(factory.Planner(over), remembered, committer.Over(over, remembered));
    }
}
