namespace MoCluster.Client;

/// <summary>Selects the entries of queues that meet all given fields. Null does not restrict, an empty list finds nothing.</summary>
public sealed record EntryFilter
{
    /// <summary>Those in the queues of these listeners, of which only the caller's count; all of the caller's when null.</summary>
    public ListenerFilter? Listeners { get; init; }

    /// <summary>Those with one of these subjects.</summary>
    public IReadOnlyList<string>? Subjects { get; init; }

    /// <summary>Those with one of these priorities.</summary>
    public IReadOnlyList<int>? Priorities { get; init; }

    /// <summary>Those that are silenced, or those that are not. Only for finding.</summary>
    public bool? Silenced { get; init; }

    /// <summary>Those that are parked, or those that are not. Only for finding.</summary>
    public bool? Parked { get; init; }
}
