using System.Diagnostics;

namespace MoCluster.Grains.Listeners.Queues;

/// <summary>
/// Keeps two entries with one key out of two hands, over all listeners of a group. An entry's keys are those of all its open
/// numbers. Most entries have their subject for a key, and no other entry has it: those cost nothing here.
/// </summary>
internal sealed class KeyExclusion
{
    private readonly List<QueuedListener?> _listeners;
    private readonly Dictionary<string, KeyGroup> _groups = new(StringComparer.Ordinal);
    private readonly List<string> _keys = new(6);
    private readonly List<KeyGroup> _wanted = new(6);

    /// <summary>Begins with no entry.</summary>
    /// <param name="listeners">The group's listeners by index, null where one was deleted; read, never changed.</param>
    public KeyExclusion(List<QueuedListener?> listeners) => _listeners = listeners;

    /// <summary>How many listeners there are.</summary>
    public int Listeners { get; set; }

    /// <summary>How many keys are looked after.</summary>
    public int Count => _groups.Count;

    /// <summary>
    /// Finds an entry's keys anew, after its open numbers changed. It must not stand among the ready or waiting ones. While it is in
    /// somebody's hand, the keys of all that was given stay: whoever holds it acts on them.
    /// </summary>
    /// <param name="listener">The entry's listener.</param>
    /// <param name="slot">The entry.</param>
    /// <param name="subject">Its subject.</param>
    /// <param name="latestKey">The key of its latest pending event; null when none is pending.</param>
    public void Assign(QueuedListener listener, int slot, string subject, string? latestKey)
    {
        ref var entry = ref listener.Table[slot];
        Debug.Assert(entry.Place is not (EntryPlace.Ready or EntryPlace.Waiting), "Keys change only while an entry stands aside.");
        listener.CollectKeys(slot, latestKey, _keys);
        Want(listener, slot, subject);
        if (entry.Home is null && _wanted.Count == 0)
            return;

        var leased = entry.IsLeased;
        foreach (var former in KeysOf(in entry).ToArray())
        {
            if (_wanted.Contains(former))
                continue;
            if (leased)
                ReleaseGroup(former);
            LeaveGroup(former);
        }

        foreach (var group in _wanted)
        {
            if (Has(in entry, group))
                continue;
            group.Members++;
            if (leased)
                HoldGroup(group);
        }

        Set(ref entry, latestKey, subject);
    }

    /// <summary>The entry goes into somebody's hand: its lease was just set. It must stand aside.</summary>
    public void Hold(ref readonly Entry entry)
    {
        foreach (var group in KeysOf(in entry))
            HoldGroup(group);
    }

    /// <summary>The entry is in nobody's hand any more. It must stand aside.</summary>
    public void Release(ref readonly Entry entry)
    {
        foreach (var group in KeysOf(in entry))
            ReleaseGroup(group);
    }

    /// <summary>The entry leaves the table: it has no keys any more. It must stand aside, in nobody's hand.</summary>
    public void Forget(ref Entry entry)
    {
        foreach (var group in KeysOf(in entry))
            LeaveGroup(group);
        entry.Home = null;
    }

    private static ReadOnlySpan<KeyGroup> KeysOf(ref readonly Entry entry) => entry.Home is null
        ? default
        : entry.Side is { OtherKeys.Length: > 0 } side
            ? (KeyGroup[])[entry.Home, .. side.OtherKeys]
            : new ReadOnlySpan<KeyGroup>(in entry.Home!);

    private static bool Has(ref readonly Entry entry, KeyGroup group) =>
        entry.Home == group || (entry.Side is { } side && Array.IndexOf(side.OtherKeys, group) >= 0);

    private void Set(ref Entry entry, string? latestKey, string subject)
    {
        entry.Home = _wanted.Count > 0 ? _wanted[0] : null;
        if (_wanted.Count > 1)
            (entry.Side ??= new EntrySide()).OtherKeys = [.. _wanted.Skip(1)];
        else if (entry.Side is not null)
            entry.Side.OtherKeys = [];

        // With one key, the latest event's is that one; with several it must be said.
        if (_wanted.Count > 1 || (latestKey is not null && latestKey != (entry.Home?.Key ?? subject)))
            (entry.Side ??= new EntrySide()).LatestKey = latestKey;
        else if (entry.Side is not null)
            entry.Side.LatestKey = null;
    }

    private void Want(QueuedListener listener, int slot, string subject)
    {
        _wanted.Clear();
        if (_keys.Count == 0)
            return;
        if (_keys.Count > 1 || _keys[0] != subject)
        {
            foreach (var key in _keys)
                _wanted.Add(_groups.GetValueOrDefault(key) ?? Create(key, listener, slot));
        }
        else if (_groups.TryGetValue(subject, out var group))
        {
            _wanted.Add(group);
        }
        else if (Listeners > 1 && _listeners.Exists(other => other is not null && other != listener && other.Table.Find(subject) >= 0))
        {
            _wanted.Add(Create(subject, listener, slot));
        }
    }

    /// <summary>Looks after a key from now on, with the entries that have it by their subject.</summary>
    private KeyGroup Create(string key, QueuedListener except, int exceptSlot)
    {
        var group = new KeyGroup(key);
        _groups.Add(key, group);
        foreach (var listener in _listeners)
        {
            var slot = listener?.Table.Find(key) ?? -1;
            if (slot < 0 || (listener == except && slot == exceptSlot) || listener!.Table[slot].Home is not null)
                continue;
            ref var entry = ref listener.Table[slot];
            entry.Home = group;
            group.Members++;
            if (entry.IsLeased)
                group.Held++;
            else if (entry.Place == EntryPlace.Ready)
                group.Seat(listener.Index).Representative = slot + 1;
        }

        if (group.Held > 0)
            WithdrawAll(group);
        return group;
    }

    private void LeaveGroup(KeyGroup group)
    {
        if (--group.Members == 0)
            _groups.Remove(group.Key);
    }

    private void HoldGroup(KeyGroup group)
    {
        if (++group.Held == 1)
            WithdrawAll(group);
    }

    private void ReleaseGroup(KeyGroup group)
    {
        if (--group.Held == 0)
            PromoteAll(group);
    }

    private void WithdrawAll(KeyGroup group)
    {
        for (var index = 0; index < group.Seats; index++)
        {
            ref var seat = ref group.Seat(index);
            if (seat.Representative == 0 || _listeners[index] is not { } listener)
                continue;
            var slot = seat.Representative - 1;
            seat.Representative = 0;
            listener.Ready.Remove(slot);
            Readiness.Wait(listener, slot, ref seat);
        }
    }

    private void PromoteAll(KeyGroup group)
    {
        for (var index = 0; index < group.Seats; index++)
        {
            if (_listeners[index] is { } listener)
                Readiness.Promote(listener, group, ref group.Seat(index));
        }
    }
}
