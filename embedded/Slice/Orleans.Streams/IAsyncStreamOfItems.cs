namespace Orleans.Streams;

/// <summary>A stream: publish with <see cref="IAsyncObserver{T}.OnNextAsync"/>, listen with SubscribeAsync.</summary>
/// <typeparam name="T">The type of its items.</typeparam>
public interface IAsyncStream<T> : IAsyncStream, IAsyncObservable<T>, IAsyncObserver<T>
{
    /// <summary>The subscriptions of the grain that asks.</summary>
    /// <returns>Their handles.</returns>
    Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles();
}
