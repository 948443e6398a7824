using System.Collections.Immutable;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Metrics;

/// <summary>
/// The backlogs of all listeners, whether or not their queues are active in a silo. They are read from the store periodically, so that a
/// scrape of <c>/metrics</c> neither waits for a query nor activates a queue. Every silo reads the same.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="time">Measures how long a read takes.</param>
/// <param name="options">Says how often to read.</param>
internal sealed class ListenerBacklogs(IListenerStore store, TimeProvider time, MetricsOptions options)
{
    /// <summary>The pause is at least this many times as long as the read took, so that reading uses at most a twentieth of a connection.</summary>
    private const int LeastRest = 19;

    private long _restsUntil;
    private volatile Dictionary<Guid, ListenerBacklog> _found = [];

    /// <summary>The listeners that had a backlog at the last read, by uuid. It is thread-safe.</summary>
    public IReadOnlyDictionary<Guid, ListenerBacklog> Found => _found;

    /// <summary>Reads the backlogs once. It must not run twice at the same time.</summary>
    /// <param name="cancellation">Ends the read between two queries.</param>
    /// <returns>The pause until the next read.</returns>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        if (_restsUntil > began)
            return time.GetElapsedTime(began, _restsUntil);
        try
        {
            await LookAsync(cancellation);
        }
        catch
        {
            // A read that takes too long must not be repeated all the time, so a failed read also counts for the pause.
            var now = time.GetTimestamp();
            _restsUntil = now + ((now - began) * LeastRest);
            throw;
        }

        var rest = time.GetElapsedTime(began) * LeastRest;
        return rest > options.BacklogInterval ? rest : options.BacklogInterval;
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var found = new Dictionary<Guid, ListenerBacklog>();
        Guid? after = null;
        ImmutableArray<ListenerBacklog> page;
        do
        {
            page = await store.ReadBacklogsAsync(after, StoreLimits.MaxBatch, cancellation);
            foreach (var backlog in page)
                found[backlog.Definition.Uuid] = backlog;
            after = page.IsEmpty ? after : page[^1].Definition.Uuid;
        }
        while (page.Length == StoreLimits.MaxBatch);
        _found = found;
    }
}
