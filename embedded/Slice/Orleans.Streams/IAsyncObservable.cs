namespace Orleans.Streams;

/// <summary>What can be listened to.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public interface IAsyncObservable<T>
{
    /// <summary>
    /// Attaches an observer. Only a grain that is subscribed implicitly can call it here, on its own turn, for its own stream.
    /// </summary>
    /// <param name="observer">Receives the items, one at a time, on the grain's turn.</param>
    /// <returns>The subscription's handle.</returns>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer);
}
