namespace MoCluster.Silo.Api.GraphQL;

/// <summary>Tags of fields that a protocol checks before it executes an operation.</summary>
internal static class FieldTags
{
    /// <summary>The field is a query but leases events to its caller, so GET refuses it (docs/architecture.md §9).</summary>
    public const string Leases = "leases";
}
