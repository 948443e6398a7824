namespace MoCluster.Silo.Api.GraphQL;

/// <summary>A page of a list.</summary>
/// <param name="Objects">Its items.</param>
/// <param name="Next">Where it ended; null on the last.</param>
internal sealed record Page(IReadOnlyList<object> Objects, PageCursor? Next);
