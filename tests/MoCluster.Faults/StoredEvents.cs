using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage;
using MoCluster.History;

namespace MoCluster.Faults;

/// <summary>Reads the logs of a store, for the judgement at the end of a run.</summary>
internal static class StoredEvents
{
    private const int Page = 1_000;

    /// <summary>All events that a stream still holds.</summary>
    /// <param name="store">The store.</param>
    /// <param name="stream">The stream, <c>namespace/routing key</c>.</param>
    public static async Task<IReadOnlyList<LoggedEvent>> ReadAsync(IStore store, string stream)
    {
        var slash = stream.IndexOf('/', StringComparison.Ordinal);
        var key = new StreamKey(stream[..slash], stream[(slash + 1)..]);
        var all = new List<LoggedEvent>();
        for (var next = 1L; ;)
        {
            var page = await store.ReadEventsAsync(key, next, Page, CancellationToken.None);
            if (page.IsEmpty)
                return all;
            all.AddRange(page.Select(Logged));
            next = page[^1].Number + 1;
        }
    }

    private static LoggedEvent Logged(EventRecord record) => new(
        record.Number,
        record.Subject,
        record.Priority,
        record.Key,
        record.Registration?.Object.Uuid.ToString("D"),
        record.Registration?.Number ?? 0,
        record.Target is { Kind: EventTargetKind.Listener } listener ? listener.Uuid : null,
        record.Target is { Kind: EventTargetKind.Owner } owner ? owner.Uuid : null);
}
