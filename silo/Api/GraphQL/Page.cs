namespace MoCluster.Silo.Api.GraphQL;

/// <summary>A page of a list.</summary>
/// <param name="Objects">The items.</param>
/// <param name="Next">The cursor of the next page; null on the last page.</param>
internal sealed record Page(IReadOnlyList<object> Objects, PageCursor? Next);
