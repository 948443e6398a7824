using System.ComponentModel.DataAnnotations;
using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Api.V1.Events;

/// <summary>Events to publish and their namespace.</summary>
/// <param name="Namespace">The name of a namespace of the caller.</param>
/// <param name="Events">The events, in the order of their numbers; at most Api:MaxBatchLength. All of them are published, or none.</param>
internal sealed record V1PublicationTo(
    [property: Length(1, StreamKey.MaxNameLength)] string Namespace,
    [property: Bounds(Least = 1, Most = V1Limit.BatchLength)] IReadOnlyList<V1Event> Events);
