namespace MoCluster.Silo.Api.V1.Events;

/// <summary>The published events.</summary>
/// <param name="Numbers">The numbers of the events in their streams: 1, 2, 3 … without gaps.</param>
internal sealed record V1Numbers(IReadOnlyList<long> Numbers);
