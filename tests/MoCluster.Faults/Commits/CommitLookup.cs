using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Faults.Commits;

/// <summary>Asks a store whether a commit with an unknown outcome became true.</summary>
internal static class CommitLookup
{
    private static readonly Guid s_nobody = new("0b0d0000-0000-0000-0000-000000000000");

    /// <summary>Asks for a commit that was made before; the store need not be able to make it now.</summary>
    /// <returns>The result of the commit if it was made; otherwise a refusal, which changes nothing: something is demanded that never holds.</returns>
    public static ValueTask<CommitResult> FindAsync(IStore store, Commit commit) =>
        store.CommitAsync(commit with { Preconditions = [new Precondition.GroupAt(s_nobody, 1)] });
}
