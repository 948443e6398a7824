namespace MoCluster.GrainInterfaces;

/// <summary>
/// A half-open interval <c>[From, To)</c> in which something is in effect (docs/os2mo.md §8.1). An open end is <see cref="DateTimeOffset.MinValue"/> or
/// <see cref="DateTimeOffset.MaxValue"/>, which is null in the APIs. Instants are in UTC.
/// </summary>
/// <param name="From">The first instant in the interval.</param>
/// <param name="To">The first instant after the interval.</param>
[GenerateSerializer, Immutable, Alias("mo.validity")]
public readonly record struct Validity([property: Id(0)] DateTimeOffset From, [property: Id(1)] DateTimeOffset To)
{
    /// <summary>All of time.</summary>
    public static Validity Always { get; } = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>Whether the interval contains no instant.</summary>
    public bool IsEmpty => From >= To;

    /// <summary>Whether the two intervals have an instant in common.</summary>
    /// <param name="other">The other interval.</param>
    public bool Overlaps(Validity other) => From < other.To && other.From < To;

    /// <summary>Whether the interval contains every instant of the other.</summary>
    /// <param name="other">The other interval.</param>
    public bool Covers(Validity other) => From <= other.From && other.To <= To;

    /// <summary>Whether the interval contains an instant.</summary>
    /// <param name="instant">An instant.</param>
    public bool Contains(DateTimeOffset instant) => From <= instant && instant < To;
}
