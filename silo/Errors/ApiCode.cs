namespace MoCluster.Silo.Errors;

/// <summary>Codes that the GraphQL API gives beside those of refusals.</summary>
internal static class ApiCode
{
    /// <summary>Whether it was done could not be learnt in time: the same request with the same Idempotency-Key finds out.</summary>
    public const string OutcomeUnknown = "OUTCOME_UNKNOWN";

    /// <summary>The engine or the store is out of reach; nothing was done. The same request may succeed later.</summary>
    public const string Unavailable = "UNAVAILABLE";
}
