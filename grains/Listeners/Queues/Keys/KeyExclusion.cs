using System.Diagnostics;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues.Entries;

namespace MoCluster.Grains.Listeners.Queues.Keys;

/// <summary>
/// Makes sure that no two entries with one key are leased at a time, over all listeners of a group. The keys of an entry are those of all
/// its open numbers. Most entries have their subject as their only key and share it with no other entry: those cost nothing here.
/// </summary>
internal sealed class KeyExclusion
{
    private readonly List<QueuedListener?> _listeners;
    private readonly Dictionary<string, SharedKey> _shared = new(StringComparer.Ordinal);
    private readonly List<string> _keys = new(6);
    private readonly List<SharedKey> _wanted = new(6);

    /// <summary>Begins without entries.</summary>
    /// <param name="listeners">The group's listeners by index, null where one was deleted. Read here, never changed.</param>
    public KeyExclusion(List<QueuedListener?> listeners) => _listeners = listeners;

    /// <summary>How many listeners the group has.</summary>
    public int Listeners { get; set; }

    /// <summary>How many keys are tracked.</summary>
    public int Count => _shared.Count;

    /// <summary>
    /// Determines an entry's keys again after its open numbers changed. The entry must be neither ready nor blocked. While it is leased, it
    /// keeps the keys of all that was handed out, because its holder acts on them.
    /// </summary>
    /// <param name="listener">The entry's listener.</param>
    /// <param name="slot">The entry.</param>
    /// <param name="subject">Its subject.</param>
    /// <param name="latestKey">The key of its latest pending event; null when none is pending.</param>
    public void Assign(QueuedListener listener, int slot, string subject, string? latestKey)
    {
        ref var entry = ref listener.Table[slot];

        // With one listener, and every key its own subject, nothing can exclude anything.
        if (Count == 0 && Listeners <= 1 && entry.Side is null && (latestKey ?? subject) == subject)
            return;
        Debug.Assert(entry.State is not (EntryState.Ready or EntryState.Blocked), "Keys change only while an entry is detached.");
        Collect(in entry, latestKey);
        Want(listener, slot, subject);
        if (entry.Home is null && _wanted.Count == 0)
            return;

        var leased = entry.IsLeased;
        foreach (var former in KeysOf(in entry).ToArray())
        {
            if (_wanted.Contains(former))
                continue;
            if (leased)
                RemoveLease(former);
            RemoveMember(former);
        }

        foreach (var key in _wanted)
        {
            if (Has(in entry, key))
                continue;
            key.Members++;
            if (leased)
                AddLease(key);
        }

        Set(ref entry, latestKey, subject);
    }

    /// <summary>Blocks the other entries with one of this entry's keys: its lease was just set. It must be detached.</summary>
    public void Lease(ref readonly Entry entry)
    {
        foreach (var key in KeysOf(in entry))
            AddLease(key);
    }

    /// <summary>Unblocks the other entries with one of this entry's keys: its lease ends. It must be detached.</summary>
    public void EndLease(ref readonly Entry entry)
    {
        foreach (var key in KeysOf(in entry))
            RemoveLease(key);
    }

    /// <summary>Forgets the keys of an entry that leaves the table. It must be detached and not leased.</summary>
    public void Forget(ref Entry entry)
    {
        foreach (var key in KeysOf(in entry))
            RemoveMember(key);
        entry.Home = null;
    }

    private static ReadOnlySpan<SharedKey> KeysOf(ref readonly Entry entry) => entry.Home is null
        ? default
        : entry.Side is { OtherKeys.Length: > 0 } side
            ? (SharedKey[])[entry.Home, .. side.OtherKeys]
            : new ReadOnlySpan<SharedKey>(in entry.Home!);

    private static bool Has(ref readonly Entry entry, SharedKey key) =>
        entry.Home == key || (entry.Side is { } side && Array.IndexOf(side.OtherKeys, key) >= 0);

    /// <summary>Collects the distinct keys of an entry's open events.</summary>
    private void Collect(ref readonly Entry entry, string? latestKey)
    {
        _keys.Clear();
        if (latestKey is not null)
            _keys.Add(latestKey);
        if (entry.Side is not { } side)
            return;
        Collect(side.Older);
        Collect(side.Lease?.Given ?? []);
    }

    private void Collect(EventRecord[] events)
    {
        foreach (var record in events)
        {
            if (!_keys.Contains(record.Key))
                _keys.Add(record.Key);
        }
    }

    private void Set(ref Entry entry, string? latestKey, string subject)
    {
        entry.Home = _wanted.Count > 0 ? _wanted[0] : null;
        if (_wanted.Count > 1)
            entry.EnsureSide().OtherKeys = [.. _wanted.Skip(1)];
        else if (entry.Side is not null)
            entry.Side.OtherKeys = [];

        // An entry with one key has that of its latest event. With several keys, the latest event's must be kept.
        if (_wanted.Count > 1 || (latestKey is not null && latestKey != (entry.Home?.Key ?? subject)))
            entry.EnsureSide().LatestKey = latestKey;
        else if (entry.Side is not null)
            entry.Side.LatestKey = null;
    }

    /// <summary>Finds which of the collected keys must be tracked for an entry.</summary>
    private void Want(QueuedListener listener, int slot, string subject)
    {
        _wanted.Clear();
        if (_keys.Count == 0)
            return;
        if (_keys.Count > 1 || _keys[0] != subject)
        {
            foreach (var key in _keys)
                _wanted.Add(_shared.GetValueOrDefault(key) ?? Track(key, listener, slot));
        }
        else if (_shared.TryGetValue(subject, out var key))
        {
            _wanted.Add(key);
        }
        else if (Listeners > 1 && _listeners.Exists(other => other is not null && other != listener && other.Table.Contains(subject)))
        {
            _wanted.Add(Track(subject, listener, slot));
        }
    }

    /// <summary>Tracks a key from now on, with the entries that have it as their subject.</summary>
    private SharedKey Track(string name, QueuedListener except, int exceptSlot)
    {
        var key = new SharedKey(name);
        _shared.Add(name, key);
        foreach (var listener in _listeners)
        {
            if (listener is null || !listener.Table.TryFind(name, out var slot) || (listener == except && slot == exceptSlot))
                continue;
            ref var entry = ref listener.Table[slot];
            if (entry.Home is not null)
                continue;
            entry.Home = key;
            key.Members++;
            if (entry.IsLeased)
                key.Leased++;
            else if (entry.State == EntryState.Ready)
                key.Line(listener.Index).ReadySlot = slot + 1;
        }

        if (key.Leased > 0)
            BlockAll(key);
        return key;
    }

    private void RemoveMember(SharedKey key)
    {
        if (--key.Members == 0)
            _shared.Remove(key.Key);
    }

    private void AddLease(SharedKey key)
    {
        if (++key.Leased == 1)
            BlockAll(key);
    }

    private void RemoveLease(SharedKey key)
    {
        if (--key.Leased == 0)
            UnblockAll(key);
    }

    private void BlockAll(SharedKey key)
    {
        for (var index = 0; index < key.Lines; index++)
            _listeners[index]?.Ready.Block(key);
    }

    private void UnblockAll(SharedKey key)
    {
        for (var index = 0; index < key.Lines; index++)
            _listeners[index]?.Ready.Unblock(key);
    }
}
