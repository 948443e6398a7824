namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>A queue of one listener, as the load sees it.</summary>
internal interface IQueue : IAsyncDisposable
{
    /// <summary>The most events that one call takes or hands out: what its interface allows.</summary>
    int Batch { get; }

    /// <summary>How many callers at once serve it best, on either side.</summary>
    int Callers { get; }

    /// <summary>Publishes events with subjects of 36 characters, durably.</summary>
    Task PublishAsync(int count);

    /// <summary>Takes what waits, the first first, and acknowledges it, both durably.</summary>
    /// <returns>How many there were.</returns>
    Task<int> TakeAsync(int limit);

    /// <summary>Lets go of what is done, as operation would again and again.</summary>
    Task TrimAsync();
}
