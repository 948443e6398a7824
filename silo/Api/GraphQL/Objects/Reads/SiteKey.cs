using MoCluster.GraphQL.Execution;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>
/// A uuid at a place in an operation. Keys of one place have the same arguments, so a loader reads them from any one of the fields there.
/// </summary>
/// <param name="Field">A field at the place.</param>
/// <param name="Uuid">The uuid.</param>
internal readonly record struct SiteKey(FieldContext Field, Guid Uuid)
{
    /// <summary>Whether the other key is the same uuid at the same place.</summary>
    /// <param name="other">Another key.</param>
    public bool Equals(SiteKey other) => ReferenceEquals(Field.Site, other.Field.Site) && Uuid == other.Uuid;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Field.Site, Uuid);
}
