using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>Where an import goes.</summary>
/// <param name="Store">The store.</param>
/// <param name="Remembered">The objects that were seen last.</param>
/// <param name="Options">The limits.</param>
internal sealed record ImportPlace(IStore Store, RememberedObjects Remembered, ImportOptions Options)
{
    /// <summary>Whether a dry run has no more room for the objects that it would have written.</summary>
    public bool IsFull => Store is DryRunStore dry && dry.Bytes > Options.DryRunBytes;
}
