using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Faults.Commits;

/// <summary>
/// Commits to a store that may fail at any moment, and remembers the answers. Every later start must find each confirmed commit, with its
/// numbers. A commit with an unknown outcome must be there whole or not at all.
/// </summary>
internal sealed class CheckedCommits(Random random)
{
    private readonly StreamKey[] _streams = [new("checked", "a"), new("checked", "b")];
    private readonly Dictionary<string, (StreamKey Stream, long Number)[]> _confirmed = [];
    private readonly HashSet<string> _unknown = [];
    private int _made;

    /// <summary>How many commits were confirmed.</summary>
    public int Confirmed => _confirmed.Count;

    /// <summary>Makes commits, several at once, until the store fails or has confirmed this many.</summary>
    /// <returns>False when the store failed.</returns>
    public async Task<bool> CommitAsync(IStore store, int commits)
    {
        for (var made = 0; made < commits;)
        {
            var group = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Draw()).ToArray();
            var answers = await Task.WhenAll(group.Select(drafts => CommitAsync(store, drafts)));
            if (answers.Contains(false))
                return false;
            made += group.Length;
        }

        return true;
    }

    /// <summary>Checks that a store holds what it confirmed and nothing that it refused.</summary>
    /// <param name="store">The store.</param>
    /// <param name="mayBeTrimmed">Whether the beginning of the log may be gone.</param>
    public async Task CheckAsync(IStore store, bool mayBeTrimmed = false)
    {
        var found = new Dictionary<string, HashSet<(StreamKey Stream, long Number)>>();
        var kept = new Dictionary<StreamKey, long>();
        foreach (var stream in _streams)
        {
            var log = await StoredEvents.ReadAsync(store, stream.ToString());
            var heads = await store.ReadHeadsAsync([stream], CancellationToken.None);
            var expected = kept[stream] = log.Count > 0 ? log[0].Number : heads.Select(head => head.Last + 1).FirstOrDefault(1);
            Assert.True(mayBeTrimmed || expected == 1, $"{stream} begins with {expected}.");
            foreach (var logged in log)
            {
                Assert.Equal(expected++, logged.Number);
                if (!found.TryGetValue(logged.Subject, out var places))
                    found.Add(logged.Subject, places = []);
                Assert.True(places.Add((stream, logged.Number)));
            }
        }

        foreach (var (subject, places) in _confirmed)
            Assert.Equal(places.Where(place => place.Number >= kept[place.Stream]).ToHashSet(), found.GetValueOrDefault(subject) ?? []);
        foreach (var (subject, places) in found)
        {
            Assert.True(_confirmed.ContainsKey(subject) || _unknown.Contains(subject), $"{subject} was refused, but is in the log.");
            Assert.True(mayBeTrimmed || places.Count == _streams.Length, $"{subject} is only partly in the log.");

            // A start confirms what it finds: the next start must find it too.
            if (!_confirmed.ContainsKey(subject))
                _confirmed[subject] = [.. places];
        }

        _unknown.Clear();
    }

    private EventDraft[] Draw()
    {
        var subject = $"{++_made}".PadRight(random.Next(8, 220), '.');
        var cause = _made % 3 == 0 ? $"00-{NewGuid():N}-{_made:x16}-01" : null;
        return [.. _streams.Select(stream => new EventDraft(stream, NewGuid(), subject, 1, subject, TraceParent: cause))];
    }

    private Guid NewGuid()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private async Task<bool> CommitAsync(IStore store, EventDraft[] drafts)
    {
        var subject = drafts[0].Subject;
        try
        {
            var result = await store.CommitAsync(new Commit { Id = NewGuid(), Events = [.. drafts] });
            lock (_confirmed)
                _confirmed.Add(subject, [.. result.Events.Select(appended => (appended.Stream, appended.Event.Number))]);
            return true;
        }
        catch (CommitOutcomeUnknownException)
        {
            lock (_unknown)
                _unknown.Add(subject);
            return false;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
