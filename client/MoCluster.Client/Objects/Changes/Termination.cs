namespace MoCluster.Client;

/// <summary>The end of an object, or a gap in it. Of a person it ends what belongs to the person; the person goes on.</summary>
/// <param name="Uuid">Which object.</param>
/// <param name="To">The end of the gap or, without <see cref="From"/>, the first day on which the object is no longer active.</param>
public sealed record Termination(Guid Uuid, DateOnly To)
{
    /// <summary>The first day of the gap; null for an end.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Only for people: whether the posts that the person has as a manager are left vacant instead of being ended.</summary>
    public bool Vacate { get; init; }
}
