namespace MoCluster.Client;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">The items.</typeparam>
/// <param name="Items">The items of the page.</param>
/// <param name="Next">The cursor after which the next page begins; null on the last page.</param>
public sealed record MoPage<T>(IReadOnlyList<T> Items, string? Next);
