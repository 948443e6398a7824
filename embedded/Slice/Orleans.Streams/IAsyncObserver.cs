namespace Orleans.Streams;

/// <summary>Receives the items of a stream; a stream itself is one, for publishing.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public interface IAsyncObserver<in T>
{
    /// <summary>
    /// The next item. Of an observer: an exception has the item delivered again, for a minute at most. Of a stream: completes when
    /// the item is queued, which says nothing about its delivery; throws when the queue is full.
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="token">Its place in the stream.</param>
    /// <returns>Completes when it is handled, or queued.</returns>
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    /// <summary>No item will follow.</summary>
    /// <returns>Completes when it is handled.</returns>
    Task OnCompletedAsync() => Task.CompletedTask;

    /// <summary>An item could not be delivered.</summary>
    /// <param name="ex">Why.</param>
    /// <returns>Completes when it is handled.</returns>
    Task OnErrorAsync(Exception ex);
}
