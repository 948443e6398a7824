using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Tests.Listeners.Model;

/// <summary>One listener of the naive queue: everything is in plain lists that are scanned from end to end.</summary>
internal sealed class NaiveListener(ListenerDefinition definition)
{
    public ListenerDefinition Definition { get; } = definition;

    public Dictionary<string, NaiveEntry> Entries { get; } = [];

    public HashSet<long> Settled { get; } = [];

    /// <summary>
    /// Numbers settled only because a standing lease had been given something newer. They are not stored, so they may be read again.
    /// </summary>
    public HashSet<long> Late { get; } = [];

    public long Position { get; private set; } = 1;

    /// <summary>Moves the listener. A leased entry stays leased until its lease ends, and is then dropped.</summary>
    public void SetPosition()
    {
        Position++;
        Settled.Clear();
        Late.Clear();
        foreach (var entry in Entries.Values.ToArray())
        {
            entry.Pending.Clear();
            if (entry.Lease is { } lease)
            {
                lease.Held.Clear();
                lease.IsOfEarlierPosition = true;
            }

            entry.BeginAnew();
            entry.Silenced = false;
            if (entry.Lease is null)
                Entries.Remove(entry.Subject);
        }
    }

    public void Arrive(EventRecord record)
    {
        if (Settled.Contains(record.Number))
            return;
        if (record.Target is { } target && target.Uuid != Definition.Uuid && target.Uuid != Definition.Owner)
        {
            Settled.Add(record.Number);
            return;
        }

        if (!Entries.TryGetValue(record.Subject, out var entry))
            Entries[record.Subject] = entry = new NaiveEntry(record.Subject);
        if (entry.Lease is { IsOfEarlierPosition: false } lease && lease.Given[^1].Number > record.Number)
        {
            Settled.Add(record.Number);
            Late.Add(record.Number);
            return;
        }

        var isNewer = entry.Pending.Count == 0 || entry.Pending[^1].Number < record.Number;
        entry.Pending.Add(record);
        entry.KeepThree(Settled);
        if (entry.Lease is null && isNewer)
            entry.BeginAnew();
    }

    public IEnumerable<NaiveEntry> List(EntryFilter filter) => Entries.Values
        .Where(entry => entry.IsOpen
            && filter.Subjects?.Contains(entry.Subject) != false && filter.Priorities?.Contains(entry.Priority) != false
            && (filter.Silenced ?? entry.Silenced) == entry.Silenced && (filter.Parked ?? entry.Parked) == entry.Parked)
        .OrderBy(entry => entry.Latest.Number);

    public DateTimeOffset? OldestOpen() => Entries.Values.Where(entry => entry is { Silenced: false, Parked: false })
        .SelectMany(entry => entry.Pending.Concat(entry.Lease?.Held ?? [])).MinBy(record => record.Number)?.Time;

    public sealed class NaiveEntry(string subject)
    {
        public string Subject { get; } = subject;

        public List<EventRecord> Pending { get; } = [];

        public NaiveLease? Lease { get; set; }

        public int Attempts { get; set; }

        public DateTimeOffset? NotBefore { get; set; }

        public bool Parked { get; set; }

        public bool Silenced { get; set; }

        public string? Reason { get; set; }

        public int Priority => (Pending.Count > 0 ? Pending : Lease!.Held).Min(record => record.Priority);

        public EventRecord Latest => Pending.Count > 0 ? Pending[^1] : Lease!.Held[^1];

        public bool IsOpen => Pending.Count > 0 || Lease is { Held.Count: > 0 };

        public IEnumerable<string> Keys => Pending.Concat(Lease?.Given ?? []).Select(record => record.Key);

        public void BeginAnew() => (Attempts, NotBefore, Parked, Reason) = (0, null, false, null);

        public void KeepThree(HashSet<long> settled)
        {
            if (Pending.Count == 0)
                return;
            Pending.Sort((left, right) => left.Number.CompareTo(right.Number));
            var lowest = Pending.MinBy(record => record.Priority)!;
            foreach (var record in Pending.ToArray())
            {
                if (record == Pending[0] || record == Pending[^1] || record == lowest)
                    continue;
                settled.Add(record.Number);
                Pending.Remove(record);
            }
        }
    }

    public sealed class NaiveLease
    {
        public required Generation Generation { get; init; }

        public required DateTimeOffset Until { get; set; }

        public required int Attempts { get; init; }

        public required List<EventRecord> Given { get; init; }

        public required List<EventRecord> Held { get; init; }

        public bool IsOfEarlierPosition { get; set; }
    }
}
