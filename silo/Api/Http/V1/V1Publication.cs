namespace MoCluster.Silo.Api.Http.V1;

/// <summary>Events to publish.</summary>
/// <param name="Events">The events, in the order in which they are numbered.</param>
internal sealed record V1Publication(IReadOnlyList<V1Event> Events);
