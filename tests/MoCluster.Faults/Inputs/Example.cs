using System.Text;

namespace MoCluster.Faults.Inputs;

/// <summary>
/// A request that every silo receives. Double braces mark the values that each silo replaces by its own: <c>{{listener}}</c>,
/// <c>{{token}}</c>, and <c>{{cursor:TEXT}}</c>, a cursor that ends with the text.
/// </summary>
/// <param name="Operation">The name of the operation, by which answers are counted.</param>
/// <param name="Target">The path and the query string.</param>
/// <param name="Body">The body. It writes half a surrogate pair as an escape.</param>
internal sealed record Example(string Operation, string Target, byte[] Body)
{
    /// <summary>The Content-Type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The Idempotency-Key; null for none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// Whether every silo answers with the same data. Answers about queues differ: they show how far a queue has read at the moment, and when
    /// leases end.
    /// </summary>
    public bool HasSameData { get; init; } = true;

    /// <summary>The body as text, for the report of a failure.</summary>
    public string Drawn => Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 2000)));
}
