namespace MoCluster.Silo.Api.Http.V1;

/// <summary>What is worked on.</summary>
/// <param name="Events">The events.</param>
internal sealed record V1Touches(IReadOnlyList<V1Touch> Events);
