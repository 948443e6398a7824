using System.Text;

namespace MoCluster.Faults.Inputs;

/// <summary>
/// A request that is sent to every silo alike. In double braces stands what each has of its own: <c>{{listener}}</c>, <c>{{token}}</c>, and
/// <c>{{cursor:TEXT}}</c>, a cursor that ends with the text.
/// </summary>
/// <param name="Operation">What it asks for; answers are counted by it.</param>
/// <param name="Target">The path, with the query.</param>
/// <param name="Body">The body; half surrogate pairs stand in it as escapes.</param>
internal sealed record Example(string Operation, string Target, byte[] Body)
{
    /// <summary>The Content-Type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The Idempotency-Key; null for none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// Whether the data of the answer is the same from every silo. What is told of queues is not: how far a queue has read at a moment, and
    /// when leases end.
    /// </summary>
    public bool HasSameData { get; init; } = true;

    /// <summary>What was drawn, for whoever looks into a failure.</summary>
    public string Drawn => Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 2000)));
}
