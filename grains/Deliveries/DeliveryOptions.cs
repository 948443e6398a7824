using System.ComponentModel.DataAnnotations;

namespace MoCluster.Grains.Deliveries;

/// <summary>Options of the deliveries of after triggers over HTTP and AMQP.</summary>
public sealed record DeliveryOptions
{
    /// <summary>
    /// How often the store is asked what is left to deliver. A delivery that no silo was told of, because one ended, is late by at most this interval. Where so much
    /// waits that the look takes long, the interval is at least nineteen times as long.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan DeliverySweep { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest pause after a target was out of reach, unless it names one itself. The pauses double from a second to this.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LongestOutage { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the activation of a registration's grain stays when it has nothing to deliver.</summary>
    public TimeSpan SleepAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The first pause after the store or the registry failed, and the longest.</summary>
    public TimeSpan StorePause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause after the store or the registry failed.</summary>
    public TimeSpan LongestStorePause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many deliveries one commit replays, skips or drops.</summary>
    public int Portion { get; init; } = 500;
}
