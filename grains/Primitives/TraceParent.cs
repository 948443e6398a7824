using System.Diagnostics;

namespace MoCluster.Grains.Primitives;

/// <summary>
/// The trace parent that an event carries: the recorded span that caused it, in version 00 of W3C's format with the flags 01. Spans that are not recorded
/// are left out, so without tracing no event carries a trace parent.
/// </summary>
public static class TraceParent
{
    /// <summary>The bytes of a stored trace parent: the ids of trace and span. The rest is always the same.</summary>
    public const int Bytes = TraceIdBytes + 8;

    private const int TraceIdBytes = 16;
    private const int Length = 55;
    private const string Before = "00-";
    private const string After = "-01";

    /// <summary>The trace parent of a span; null if the span is not recorded.</summary>
    /// <param name="span">The span.</param>
    public static string? Of(ActivityContext span) => span.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) && span.TraceId != default
        ? $"{Before}{span.TraceId.ToHexString()}-{span.SpanId.ToHexString()}{After}"
        : null;

    /// <summary>The form to store of a trace parent that a caller sent; null if it is not a trace parent of a recorded span.</summary>
    /// <param name="given">A trace parent, a request id or any other text.</param>
    public static string? Of(string? given) =>
        given is { Length: >= Length } && ActivityContext.TryParse(given, null, out var span) ? Of(span) : null;

    /// <summary>Whether a text is a trace parent in the form to store.</summary>
    /// <param name="traceParent">The trace parent.</param>
    public static bool IsStorable(string traceParent) => Of(traceParent) == traceParent;

    /// <summary>The span that a trace parent names.</summary>
    /// <param name="traceParent">A trace parent in the form to store.</param>
    public static ActivityContext SpanOf(string traceParent) => ActivityContext.Parse(traceParent, null);

    /// <summary>Writes the bytes that a store keeps.</summary>
    /// <param name="traceParent">A trace parent in the form to store.</param>
    /// <param name="target">Takes <see cref="Bytes"/> bytes.</param>
    public static void Write(string traceParent, Span<byte> target)
    {
        Convert.FromHexString(traceParent.AsSpan(3, 32), target, out _, out _);
        Convert.FromHexString(traceParent.AsSpan(36, 16), target[TraceIdBytes..], out _, out _);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="stored">The bytes.</param>
    public static string Read(ReadOnlySpan<byte> stored) =>
        $"{Before}{Convert.ToHexStringLower(stored[..TraceIdBytes])}-{Convert.ToHexStringLower(stored[TraceIdBytes..Bytes])}{After}";
}
