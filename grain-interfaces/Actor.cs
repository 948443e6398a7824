namespace MoCluster.GrainInterfaces;

/// <summary>The caller on whose behalf a call is made, and the trace to which the call belongs. It is always a parameter, never ambient.</summary>
/// <param name="Uuid">The caller's identity (docs/os2mo.md §3: the claim <c>uuid</c>).</param>
/// <param name="IsAdministrator">Whether the caller may change what belongs to others.</param>
/// <param name="Trace">A W3C trace parent or request id for the log; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("mo.actor")]
public sealed record Actor([property: Id(0)] Guid Uuid, [property: Id(1)] bool IsAdministrator = false, [property: Id(2)] string? Trace = null)
{
    /// <summary>The identity of all callers of a process without configured authentication, which serves loopback only.</summary>
    public static Guid Anonymous { get; } = new("5ec0fa11-baad-1110-006d-696477617265");
}
