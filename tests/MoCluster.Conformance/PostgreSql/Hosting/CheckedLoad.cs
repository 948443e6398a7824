using System.Collections.Concurrent;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Conformance.PostgreSql.Hosting;

/// <summary>
/// Writers that commit to the same few streams and remember the answers. Every acknowledged event must be in the log once, under its
/// number, and no refused one may be there.
/// </summary>
public sealed class CheckedLoad
{
    private readonly ConcurrentDictionary<Guid, (StreamKey Stream, long Number)> _acknowledged = [];
    private readonly ConcurrentDictionary<Guid, byte> _notDone = [];
    private int _unknown;

    /// <summary>The streams to which the writers commit.</summary>
    public static StreamKey[] Streams { get; } = [new("load", "a"), new("load", "b"), new("load", "c")];

    /// <summary>How many commits were acknowledged.</summary>
    public int Acknowledged => _acknowledged.Count;

    /// <summary>How many commits were answered with "nothing was done".</summary>
    public int Unavailable => _notDone.Count;

    /// <summary>How many commits were answered with an unknown outcome.</summary>
    public int Unknown => Volatile.Read(ref _unknown);

    /// <summary>Writes until told to stop.</summary>
    public Task RunAsync(IStore store, int writers, Func<bool> stop) =>
        Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(store, writer, stop))));

    /// <summary>Checks the log of every stream.</summary>
    public async Task CheckAsync(Func<StreamKey, Task<List<GrainInterfaces.Events.EventRecord>>> read)
    {
        var found = new Dictionary<Guid, (StreamKey Stream, long Number)>();
        foreach (var stream in Streams)
        {
            foreach (var record in await read(stream))
                Assert.True(found.TryAdd(record.Uuid, (stream, record.Number)), $"The event {record.Uuid} is in the log twice.");
        }

        foreach (var (uuid, place) in _acknowledged)
            Assert.Equal(place, found.GetValueOrDefault(uuid));
        Assert.DoesNotContain(_notDone.Keys, found.ContainsKey);
        Assert.InRange(found.Count, Acknowledged, Acknowledged + (3 * Unknown));
    }

    private async Task WriteAsync(IStore store, int writer, Func<bool> stop)
    {
        for (var i = 0; !stop(); i++)
        {
            var places = Enumerable.Range(writer + i, 3);
            var drafts = places.Select(place => Make.Event($"{writer}/{i}", Streams[place % Streams.Length])).ToArray();
            try
            {
                var result = await store.CommitAsync(Make.Commit(drafts));
                foreach (var (stream, record) in result.Events)
                    _acknowledged[record.Uuid] = (stream, record.Number);
            }
            catch (StoreUnavailableException)
            {
                foreach (var draft in drafts)
                    _notDone[draft.Uuid] = 0;
            }
            catch (CommitOutcomeUnknownException)
            {
                Interlocked.Increment(ref _unknown);
            }
        }
    }
}
