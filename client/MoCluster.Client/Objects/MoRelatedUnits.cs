using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Relations between organisation units. Each is an object of its own; those of one unit are set together.</summary>
public sealed class MoRelatedUnits : MoObjectReader<RelatedUnit, RelatedUnitFilter>
{
    internal MoRelatedUnits(MoTransport transport)
        : base(transport, RelatedUnit.Kind)
    {
    }

    /// <summary>Sets the relations of a unit: within the validity it is related to these units and no others.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="others">The units that it is related to; none ends all its relations.</param>
    /// <param name="validity">The time in which that holds; it needs a beginning.</param>
    /// <param name="options">The idempotency id, and whether triggers run.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>The unit.</returns>
    /// <exception cref="MoException">A rule or a trigger refused, or the server could not be reached in time.</exception>
    public Task<ObjectChange> RelateAsync(
        Guid unit, IReadOnlyList<Guid> others, Validity validity, ChangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(others);
        return Transport.ChangeAsync(
            "related_units_update",
            "RelatedUnitsUpdateInput",
            writer =>
            {
                writer.WriteString("origin", unit);
                writer.WriteUuids("destination", others);
                writer.Write(validity);
            },
            options,
            cancellationToken);
    }
}
