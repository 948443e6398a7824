using System.ComponentModel.DataAnnotations;

namespace MoCluster.Grains.Triggers.Registry;

/// <summary>How the triggers of HTTP endpoints are kept up to date.</summary>
public sealed record TriggerRegistryOptions
{
    /// <summary>How often an endpoint is asked which triggers it registers.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The pause before an endpoint that did not answer is asked again. It doubles up to <c>HttpTriggers:RefreshInterval</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a silo that cannot reach the registry goes on with the triggers that it knows. After that its mutations wait for the registry.
    /// The removal of a trigger waits at most this long for a silo that does not answer.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:01:00")]
    public TimeSpan FollowerLease { get; init; } = TimeSpan.FromSeconds(5);
}
