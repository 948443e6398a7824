using System.ComponentModel.DataAnnotations;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Namespaces;

/// <summary>Limits of a publication.</summary>
public sealed record PublicationOptions
{
    /// <summary>The most events of one publication. Default and upper bound 10 000.</summary>
    [Range(1, StoreLimits.MaxEvents)]
    public int MaxEvents { get; init; } = StoreLimits.MaxEvents;
}
