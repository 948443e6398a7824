using System.ComponentModel.DataAnnotations;
using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Api.V1.Events;

/// <summary>Events to publish, with where to.</summary>
/// <param name="Namespace">To which namespace of the caller's.</param>
/// <param name="Events">The events, in the order in which they are numbered; all are published or none. At most Api:MaxBatchLength.</param>
internal sealed record V1PublicationTo(
    [property: Length(1, StreamKey.MaxNameLength)] string Namespace,
    [property: Bounds(Least = 1, Most = V1Limit.BatchLength)] IReadOnlyList<V1Event> Events);
