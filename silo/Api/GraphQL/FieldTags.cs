namespace MoCluster.Silo.Api.GraphQL;

/// <summary>Marks of fields that protocols look at before anything runs.</summary>
internal static class FieldTags
{
    /// <summary>The field leases events to its caller, though it is a query: not for GET (DESIGN.md §9).</summary>
    public const string Leases = "leases";
}
