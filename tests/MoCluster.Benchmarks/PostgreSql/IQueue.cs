namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>A queue of one listener that <see cref="QueueLoad"/> can load.</summary>
internal interface IQueue : IAsyncDisposable
{
    /// <summary>The most events that one call publishes or fetches, as the interface of the queue allows.</summary>
    int Batch { get; }

    /// <summary>With how many concurrent publishers, and as many consumers, the queue is fastest.</summary>
    int Callers { get; }

    /// <summary>Publishes events with subjects of 36 characters, durably.</summary>
    Task PublishAsync(int count);

    /// <summary>Fetches pending events in order and acknowledges them, both durably.</summary>
    /// <returns>How many events were fetched.</returns>
    Task<int> TakeAsync(int limit);

    /// <summary>Deletes events that are done, as the retention does regularly in operation.</summary>
    Task TrimAsync();
}
