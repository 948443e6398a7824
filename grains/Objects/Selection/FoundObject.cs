using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Selection;

/// <summary>An object that a selection found.</summary>
/// <param name="Key">The object.</param>
/// <param name="State">Its whole state, not only what lies in the selection's interval, as registered at <see cref="ObjectSelection.KnownAt"/>.</param>
public sealed record FoundObject(ObjectKey Key, ObjectState State);
