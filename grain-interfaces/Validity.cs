namespace MoCluster.GrainInterfaces;

/// <summary>
/// A half-open interval <c>[From, To)</c> of effect (os2mo.md §4). An open end is <see cref="DateTimeOffset.MinValue"/> or
/// <see cref="DateTimeOffset.MaxValue"/>, spoken of as null outside. Instants are in UTC.
/// </summary>
/// <param name="From">The first instant of effect.</param>
/// <param name="To">The first instant without effect; after <paramref name="From"/>.</param>
[GenerateSerializer, Immutable, Alias("mo.validity")]
public readonly record struct Validity([property: Id(0)] DateTimeOffset From, [property: Id(1)] DateTimeOffset To)
{
    /// <summary>All of time.</summary>
    public static Validity Always { get; } = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>Whether it has no instant in it.</summary>
    public bool IsEmpty => From >= To;

    /// <summary>Whether both have an instant in common.</summary>
    /// <param name="other">The other interval.</param>
    public bool Overlaps(Validity other) => From < other.To && other.From < To;

    /// <summary>Whether every instant of the other lies in this one.</summary>
    /// <param name="other">The other interval.</param>
    public bool Covers(Validity other) => From <= other.From && other.To <= To;

    /// <summary>Whether the instant lies in it.</summary>
    /// <param name="instant">An instant.</param>
    public bool Contains(DateTimeOffset instant) => From <= instant && instant < To;
}
