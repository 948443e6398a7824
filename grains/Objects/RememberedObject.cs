using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects;

/// <summary>
/// What an activation last made true of its object, so that the next mutation need not read it. It may be outdated, as mutations that others
/// lead and other activations change the object too: a commit on it is refused by its number, and nothing else is answered on it
/// before it was read again.
/// </summary>
internal sealed class RememberedObject
{
    /// <summary>The current registration; null where it has to be read.</summary>
    public ObjectRow? Row { get; set; }
}
