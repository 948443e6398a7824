using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Listeners.Queues.Transitions;
using MoCluster.Grains.Storage.Listeners;
using static MoCluster.Tests.Listeners.Model.NaiveListener;

namespace MoCluster.Tests.Listeners.Model;

/// <summary>
/// The rules of docs/architecture.md §5 written as plainly as possible, without regard to cost, restarts or commits. It knows only what was committed
/// and read.
/// </summary>
internal sealed class NaiveQueue(IEnumerable<ListenerDefinition> definitions)
{
    public List<NaiveListener> Listeners { get; } = [.. definitions.Select(definition => new NaiveListener(definition))];

    public NaiveListener Of(Guid listener) => Listeners.Single(candidate => candidate.Definition.Uuid == listener);

    public void Advance(DateTimeOffset now)
    {
        foreach (var listener in Listeners)
        {
            foreach (var entry in listener.Entries.Values.ToArray())
            {
                if (entry.Lease is { } lease && lease.Until <= now)
                    Nack(listener, entry, lease.Until, null, EntryLeases.LeaseEnded, park: false);

                if (entry.NotBefore <= now)
                    entry.NotBefore = null;
            }
        }
    }

    /// <summary>The entries that a fetch must hand out, best first.</summary>
    public List<NaiveEntry> Choose(NaiveListener listener, int limit, IReadOnlySet<NaiveEntry> excluded)
    {
        var chosen = new List<NaiveEntry>();
        var inFlight = listener.Entries.Values.Count(entry => entry.Lease is not null);
        var held = Listeners.SelectMany(other => other.Entries.Values).Where(entry => entry.Lease is not null)
            .SelectMany(entry => entry.Keys).ToHashSet();
        var candidates = listener.Entries.Values
            .Where(entry => entry.Lease is null && entry.NotBefore is null && !entry.Parked && !excluded.Contains(entry))
            .OrderBy(entry => entry.Silenced).ThenBy(entry => entry.Priority).ThenBy(entry => entry.Attempts)
            .ThenBy(entry => entry.Pending[0].Number);
        foreach (var entry in candidates)
        {
            if (chosen.Count == limit || inFlight + chosen.Count == listener.Definition.Policy.MaxInFlight)
                break;
            if (entry.Keys.Any(held.Contains))
                continue;
            held.UnionWith(entry.Keys);
            chosen.Add(entry);
        }

        return chosen;
    }

    public static void Lease(NaiveEntry entry, Generation generation, DateTimeOffset until)
    {
        entry.Lease = new NaiveLease
        {
            Generation = generation,
            Until = until,
            Attempts = entry.Attempts + 1,
            Given = [.. entry.Pending],
            Held = [.. entry.Pending],
        };
        entry.Pending.Clear();
        entry.Reason = null;
    }

    public void Acknowledge(EventToken token)
    {
        Settle(token);
        End(token);
        EndSilences();
    }

    public void Settle(EventToken token)
    {
        var listener = Of(token.Listener);
        if (token.Position != listener.Position)
            return;
        foreach (var number in token.Numbers)
        {
            listener.Settled.Add(number);
            foreach (var open in listener.Entries.Values)
            {
                open.Pending.RemoveAll(record => record.Number == number);
                open.Lease?.Held.RemoveAll(record => record.Number == number);
            }
        }
    }

    public void End(EventToken token)
    {
        if (Standing(token) is not { } entry)
            return;
        EndHolding(Of(token.Listener), entry);
        entry.BeginAnew();
    }

    public void EndSilences()
    {
        foreach (var listener in Listeners)
        {
            foreach (var settled in listener.Entries.Values.Where(open => !open.IsOpen))
                settled.Silenced = false;
            Forget(listener);
        }
    }

    public bool Nack(EventToken token, DateTimeOffset now, TimeSpan? delay, string? reason, bool park)
    {
        if (Standing(token) is not { } entry)
            return false;
        Nack(Of(token.Listener), entry, now, delay, reason, park);
        if (entry.NotBefore <= now)
            entry.NotBefore = null;
        return true;
    }

    public DateTimeOffset? Touch(EventToken token, DateTimeOffset now, TimeSpan? length)
    {
        if (Standing(token) is not { Lease: { } lease })
            return null;
        var until = now + (length ?? Of(token.Listener).Definition.Policy.Lease);
        return lease.Until = until > lease.Until ? until : lease.Until;
    }

    public void Release(NaiveListener listener, NaiveEntry entry, DateTimeOffset now, string? reason)
    {
        Nack(listener, entry, now, TimeSpan.Zero, reason, park: false);
        if (entry.NotBefore <= now)
            entry.NotBefore = null;
    }

    public static bool Change(NaiveEntry entry, EntryVerb verb, string? reason)
    {
        switch (verb)
        {
            case EntryVerb.Silence when !entry.Silenced:
                entry.Silenced = true;
                return true;
            case EntryVerb.Unsilence when entry.Silenced:
                (entry.Silenced, entry.NotBefore) = (false, null);
                return true;
            case EntryVerb.Rerun or EntryVerb.Release when entry.Lease is null && entry.NotBefore is not null:
                entry.NotBefore = null;
                return true;
            case EntryVerb.Park when entry.Lease is null && !entry.Parked:
                (entry.NotBefore, entry.Parked, entry.Reason) = (null, true, reason ?? entry.Reason);
                return true;
            case EntryVerb.Replay when entry.Parked:
                entry.BeginAnew();
                return true;
            default:
                return false;
        }
    }

    /// <summary>The entry that a token's own lease holds; null when that lease has ended.</summary>
    public NaiveEntry? Standing(EventToken token) => Of(token.Listener).Entries.Values.FirstOrDefault(candidate =>
        candidate.Lease is { } lease && lease.Generation == token.Generation
        && lease.Given.Exists(given => given.Number == token.Numbers[0]));

    /// <summary>The relevant state of one listener, as text to compare.</summary>
    public static string Describe(NaiveListener listener) => string.Join('\n', listener.Entries.Values
        .Where(entry => entry.Lease is not null || entry.Pending.Count > 0)
        .OrderBy(entry => entry.Subject, StringComparer.Ordinal)
        .Select(entry => QueueText.Of(
            entry.Subject,
            entry.Pending,
            entry.Lease is { } lease ? (lease.Generation, lease.Until, lease.Attempts, lease.Held) : null,
            entry.Lease is null ? entry.Attempts : 0,
            entry.NotBefore,
            entry.Parked,
            entry.Silenced,
            entry.Reason)));

    private static void Nack(
        NaiveListener listener, NaiveEntry entry, DateTimeOffset ended, TimeSpan? delay, string? reason, bool park)
    {
        var (attempts, policy) = (entry.Lease!.Attempts, listener.Definition.Policy);
        var newer = entry.Pending.Count > 0;
        EndHolding(listener, entry);
        if (newer)
        {
            entry.BeginAnew();
            return;
        }

        (entry.Attempts, entry.Reason) = (attempts, reason);
        if (park || (policy.MaxAttempts > 0 && attempts >= policy.MaxAttempts))
            entry.Parked = true;
        else
            entry.NotBefore = ended + (delay ?? Longest(policy, attempts) - policy.Lease);
    }

    private static TimeSpan Longest(ListenerPolicy policy, int attempts)
    {
        var power = attempts > 30 ? TimeSpan.MaxValue : TimeSpan.FromSeconds(1L << attempts);
        var capped = power > policy.MaxBackOff ? policy.MaxBackOff : power;
        return capped > policy.Lease ? capped : policy.Lease;
    }

    private static void EndHolding(NaiveListener listener, NaiveEntry entry)
    {
        entry.Pending.AddRange(entry.Lease!.Held);
        entry.Lease = null;
        entry.KeepThree(listener.Settled);
        Forget(listener);
    }

    private static void Forget(NaiveListener listener)
    {
        foreach (var entry in listener.Entries.Values.Where(entry => entry.Lease is null && entry.Pending.Count == 0).ToArray())
            listener.Entries.Remove(entry.Subject);
    }
}
