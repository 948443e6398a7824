namespace MoCluster.Grains.Storage;

/// <summary>Deletes what nobody needs any more.</summary>
public interface IRetention
{
    /// <summary>
    /// Lets go of events older than an instant that the frontier of every listener of their stream has passed, and of kept results
    /// older than their week. Safe to run at any time, on every silo.
    /// </summary>
    /// <param name="before">Only events older than this.</param>
    /// <param name="cancellation">Ends it between two steps.</param>
    ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation);
}
