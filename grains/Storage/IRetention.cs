namespace MoCluster.Grains.Storage;

/// <summary>Deletes events and results that are no longer needed.</summary>
public interface IRetention
{
    /// <summary>
    /// Deletes events that are older than an instant and that the frontier of every listener of their stream has passed, and kept results that are older than
    /// their week. Frontiers of suspended listeners do not count. It is safe to run it at any time and on every silo.
    /// </summary>
    /// <param name="before">Only events older than this.</param>
    /// <param name="cancellation">Ends the call between two steps.</param>
    ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation);
}
