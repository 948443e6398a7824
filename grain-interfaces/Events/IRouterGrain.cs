namespace MoCluster.GrainInterfaces.Events;

/// <summary>
/// The router of one stream; its key is <see cref="StreamKey.ToString"/>, which is also the key of the Orleans stream to which it is
/// subscribed implicitly. It hands batches to the listeners that are awake. The log is the truth, the stream is the doorbell.
/// </summary>
[Alias("mo.router")]
public interface IRouterGrain : IGrainWithStringKey
{
    /// <summary>A listener woke up: from now on it is handed what comes after what it has read.</summary>
    /// <param name="group">The listener's group, the key of its grain.</param>
    /// <param name="listener">The listener.</param>
    /// <returns>The highest number that the router knows to be committed; the listener reads the log up to it by itself.</returns>
    [Alias("subscribe"), ResponseTimeout("00:00:02")]
    Task<long> SubscribeAsync(Guid group, Guid listener);

    /// <summary>A listener goes to sleep. Unknown ones are ignored.</summary>
    /// <param name="group">The listener's group.</param>
    /// <param name="listener">The listener.</param>
    [Alias("unsubscribe"), OneWay]
    Task UnsubscribeAsync(Guid group, Guid listener);

    /// <summary>The log reached a number: the periodic sweep's doorbell, for when the stream's was lost.</summary>
    /// <param name="incarnation">The store's incarnation.</param>
    /// <param name="head">The number of the stream's last event.</param>
    [Alias("reached"), OneWay]
    Task ReachedAsync(Guid incarnation, long head);
}
