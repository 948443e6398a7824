namespace MoCluster.Silo.Api.Http.V1;

/// <summary>Events to publish, with where to.</summary>
/// <param name="Namespace">To which namespace of the caller's.</param>
/// <param name="Events">The events, in the order in which they are numbered.</param>
internal sealed record V1PublicationTo(string Namespace, IReadOnlyList<V1Event> Events);
