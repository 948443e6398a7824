namespace MoCluster.Silo.Errors;

/// <summary>Error codes of the API itself; grains refuse with other codes.</summary>
internal static class ApiCode
{
    /// <summary>There was no answer in time, so the outcome is unknown. The same request with the same Idempotency-Key finds it out.</summary>
    public const string OutcomeUnknown = "OUTCOME_UNKNOWN";

    /// <summary>Orleans or the store is out of reach and nothing was done. The same request may succeed later.</summary>
    public const string Unavailable = "UNAVAILABLE";
}
