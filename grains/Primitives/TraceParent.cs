using System.Diagnostics;

namespace MoCluster.Grains.Primitives;

/// <summary>
/// What caused an event, as the event carries it: the trace parent of a recorded span in W3C's version 00, its flags 01. A span that is
/// not recorded is nothing to refer to, so that without tracing no event carries anything.
/// </summary>
public static class TraceParent
{
    /// <summary>How many bytes a store keeps of one: the ids of trace and span. The rest is always the same.</summary>
    public const int Bytes = TraceIdBytes + 8;

    private const int TraceIdBytes = 16;
    private const int Length = 55;
    private const string Before = "00-";
    private const string After = "-01";

    /// <summary>The trace parent of a span; null where that is not recorded.</summary>
    /// <param name="span">The span.</param>
    public static string? Of(ActivityContext span) => span.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) && span.TraceId != default
        ? $"{Before}{span.TraceId.ToHexString()}-{span.SpanId.ToHexString()}{After}"
        : null;

    /// <summary>The trace parent that a caller gave, in the form that is stored; null where it is none, or not of a recorded span.</summary>
    /// <param name="given">A trace parent, a request id or anything else.</param>
    public static string? Of(string? given) =>
        given is { Length: >= Length } && ActivityContext.TryParse(given, null, out var span) ? Of(span) : null;

    /// <summary>Whether it has the form that is stored.</summary>
    /// <param name="traceParent">The trace parent.</param>
    public static bool IsStorable(string traceParent) => Of(traceParent) == traceParent;

    /// <summary>The span that it names.</summary>
    /// <param name="traceParent">A trace parent of the form that is stored.</param>
    public static ActivityContext SpanOf(string traceParent) => ActivityContext.Parse(traceParent, null);

    /// <summary>Writes one as a store keeps it.</summary>
    /// <param name="traceParent">A trace parent of the form that is stored.</param>
    /// <param name="target">Where <see cref="Bytes"/> bytes go.</param>
    public static void Write(string traceParent, Span<byte> target)
    {
        Convert.FromHexString(traceParent.AsSpan(3, 32), target, out _, out _);
        Convert.FromHexString(traceParent.AsSpan(36, 16), target[TraceIdBytes..], out _, out _);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="stored">Its bytes.</param>
    public static string Read(ReadOnlySpan<byte> stored) =>
        $"{Before}{Convert.ToHexStringLower(stored[..TraceIdBytes])}-{Convert.ToHexStringLower(stored[TraceIdBytes..Bytes])}{After}";
}
