namespace MoCluster.GrainInterfaces.Events;

/// <summary>
/// The router of one stream: it hands event batches to the listeners that are awake. Its key is <see cref="StreamKey.ToString"/>, which is also
/// the key of the Orleans stream to which it subscribes implicitly. The log is the truth, the stream is only the doorbell.
/// </summary>
[Alias("mo.router")]
public interface IRouterGrain : IGrainWithStringKey
{
    /// <summary>Subscribes a listener that has become active. From now on it is handed the events after the returned number.</summary>
    /// <param name="group">The listener's group, the key of its grain.</param>
    /// <param name="listener">The listener.</param>
    /// <returns>The highest number that the router knows to be committed. The listener itself reads the log up to this number.</returns>
    [Alias("subscribe"), ResponseTimeout("00:00:02")]
    Task<long> SubscribeAsync(Guid group, Guid listener);

    /// <summary>Unsubscribes a listener that becomes inactive. Unknown listeners are ignored.</summary>
    /// <param name="group">The listener's group.</param>
    /// <param name="listener">The listener.</param>
    [Alias("unsubscribe"), OneWay]
    Task UnsubscribeAsync(Guid group, Guid listener);

    /// <summary>Says that the log has reached a number. The periodic sweep calls this, in case the stream's doorbell was lost.</summary>
    /// <param name="incarnation">The store's incarnation.</param>
    /// <param name="head">The number of the stream's last event.</param>
    [Alias("reached"), OneWay]
    Task ReachedAsync(Guid incarnation, long head);
}
