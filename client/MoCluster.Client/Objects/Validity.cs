namespace MoCluster.Client;

/// <summary>A time in which values hold. Validities begin and end with days in Denmark.</summary>
/// <param name="From">The first day; null when it has no beginning, which only people, classes, facets and IT systems may have.</param>
/// <param name="To">The first day that no longer belongs to it; null when it has no end.</param>
public readonly record struct Validity(DateOnly? From, DateOnly? To = null)
{
    /// <summary>A time without beginning and end.</summary>
    public static Validity Always => default;

    /// <summary>The validity as <c>[2021-01-01, 2022-01-01)</c>; an open end is <c>…</c>.</summary>
    public override string ToString() => $"[{From?.ToString("yyyy-MM-dd") ?? "…"}, {To?.ToString("yyyy-MM-dd") ?? "…"})";
}
