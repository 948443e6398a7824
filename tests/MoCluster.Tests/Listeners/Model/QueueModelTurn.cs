using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Turns;
using MoCluster.Grains.Storage.Listeners;
using static MoCluster.Tests.Listeners.Model.NaiveListener;

namespace MoCluster.Tests.Listeners.Model;

/// <summary>
/// The commands that one turn of a <see cref="QueueModelRun"/> makes besides leasing. They are kept until the commit is known; then the model
/// does them.
/// </summary>
internal sealed class QueueModelTurn(
    Random random, NaiveQueue naive, DeliveryChecker checker, ListenerQueue queue, QueueTurn turn, DateTimeOffset now)
{
    private readonly List<EventToken> _settled = [];
    private readonly List<Action> _committed = [];
    private readonly List<string> _told = [];
    private readonly HashSet<(Generation, int)> _ended = [];

    /// <summary>The entries that this turn changes: the same turn does not hand them out.</summary>
    public HashSet<NaiveEntry> Touched { get; } = [];

    public void Use(EventToken token)
    {
        var standing = _ended.Contains((token.Generation, token.Index)) ? null : naive.Standing(token);
        switch (random.Next(8))
        {
            case < 4:
                Acknowledge(token);
                break;
            case 4:
                Touch(token, standing);
                break;
            default:
                Nack(token, standing);
                break;
        }
    }

    public void Change()
    {
        var listener = naive.Listeners[random.Next(naive.Listeners.Count)];
        var queued = queue.Find(listener.Definition.Uuid)!;
        var verb = (EntryVerb)random.Next(6);
        var reason = random.Next(2) == 0 ? null : $"because {random.Next(100)}";
        foreach (var entry in listener.Entries.Values.Where(entry => entry.IsOpen && random.Next(4) == 0).ToArray())
        {
            // The turn may refuse to change an entry that it is already leasing; what it does change, the model must be able to change.
            var slot = queued.SlotOf(entry.Subject);
            var lease = verb == EntryVerb.Release ? queued.Table[slot].Side?.Lease : null;
            if (!turn.Change(queued, slot, verb, reason))
                continue;
            if (lease is not null)
            {
                Release(listener, entry, lease, reason);
                continue;
            }

            Touched.Add(entry);
            _told.Add($"{verb} {entry.Subject}");
            _committed.Add(() => Assert.True(NaiveQueue.Change(entry, verb, reason), $"{verb} {entry.Subject}"));
        }
    }

    private void Release(NaiveListener listener, NaiveEntry entry, EntryLease lease, string? reason)
    {
        Touched.Add(entry);
        _ended.Add((lease.Generation, lease.Index));
        _told.Add($"Release {lease.Generation} {lease.Index}");
        _committed.Add(() =>
        {
            naive.Release(listener, entry, now, reason);
            checker.Released(listener.Definition.Uuid, entry.Subject, lease.Generation);
        });
    }

    /// <summary>Applies all commands at once: numbers are settled before a nacked entry merges with newer ones.</summary>
    public void Commit()
    {
        _settled.ForEach(naive.Settle);
        _committed.ForEach(act => act());
        naive.EndSilences();
    }

    public override string ToString() => string.Join(", ", _told);

    private void Acknowledge(EventToken token)
    {
        Assert.True(turn.Acknowledge(token));
        if (naive.Standing(token) is { } standing)
            Touched.Add(standing);
        if (naive.Of(token.Listener) is var listener && listener.Position == token.Position)
        {
            Touched.UnionWith(listener.Entries.Values.Where(
                entry => entry.Pending.Concat(entry.Lease?.Given ?? []).Any(open => token.Numbers.Contains(open.Number))));
        }

        _ended.Add((token.Generation, token.Index));
        _told.Add($"ack {token.Generation} {token.Index}");
        _settled.Add(token);
        _committed.Add(() =>
        {
            naive.End(token);
            checker.Acknowledged(token);
        });
    }

    private void Nack(EventToken token, NaiveEntry? standing)
    {
        TimeSpan? delay = random.Next(4) switch { 0 => null, 1 => TimeSpan.Zero, _ => TimeSpan.FromSeconds(random.Next(1, 1000)) };
        var reason = random.Next(2) == 0 ? null : $"because {random.Next(100)}";
        var park = random.Next(3) == 0;
        Assert.Equal(standing is not null, turn.Nack(token, delay, reason, park));
        if (standing is null)
            return;
        Touched.Add(standing);
        _ended.Add((token.Generation, token.Index));
        _told.Add($"{(park ? "park" : "nack")} {token.Generation} {token.Index}");
        _committed.Add(() =>
        {
            Assert.True(naive.Nack(token, now, delay, reason, park));
            checker.Nacked(token);
        });
    }

    private void Touch(EventToken token, NaiveEntry? standing)
    {
        TimeSpan? length = random.Next(2) == 0 ? null : TimeSpan.FromSeconds(random.Next(1, 1000));
        var until = turn.Touch(token, length);
        Assert.Equal(standing is not null, until is not null);
        if (standing is null)
            return;
        Touched.Add(standing);
        _told.Add($"extend {token.Generation} {token.Index} to {until:O}");
        _committed.Add(() =>
        {
            Assert.Equal(until, naive.Touch(token, now, length));
            checker.Touched(token, until!.Value);
        });
    }
}
