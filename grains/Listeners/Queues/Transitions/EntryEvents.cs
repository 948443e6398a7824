using System.Diagnostics;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Listeners.Queues.Entries;

namespace MoCluster.Grains.Listeners.Queues.Transitions;

/// <summary>Packs the pending events of an entry into its fields, and unpacks them again.</summary>
/// <param name="listener">The entries' listener.</param>
/// <param name="table">The entries.</param>
internal sealed class EntryEvents(QueuedListener listener, EntryTable table)
{
    /// <summary>The key of an entry's latest pending event; null when none is pending.</summary>
    public string? LatestKey(int slot)
    {
        ref readonly var entry = ref table[slot];
        return entry.HasPending ? entry.Side?.LatestKey ?? entry.Home?.Key ?? table.SubjectOf(slot) : null;
    }

    /// <summary>The pending events of an entry, ascending.</summary>
    public EventRecord[] Pending(int slot)
    {
        ref readonly var entry = ref table[slot];
        if (!entry.HasPending)
            return [];
        var older = entry.Side?.Older ?? [];
        var latest = Latest(slot, older.Length > 0 ? older[0].Subject : table.SubjectOf(slot));
        return older.Length == 0 ? [latest] : [.. older, latest];
    }

    /// <summary>Unpacks the latest pending event of an entry that has one.</summary>
    /// <param name="slot">The entry.</param>
    /// <param name="subject">Its subject.</param>
    public EventRecord Latest(int slot, string subject)
    {
        ref readonly var entry = ref table[slot];
        Debug.Assert(entry.HasPending, "Only an entry with a pending event has a latest one.");
        var registration = entry.Registration > 0
            ? new RegistrationReference(
                new ObjectKey(listener.Definition.Stream.RoutingKey, Guid.ParseExact(subject, "D")), entry.Registration)
            : entry.Side?.LatestRegistration;
        var target = (entry.Flags & EntryFlags.TargetsOwner) != 0 ? new EventTarget(EventTargetKind.Owner, listener.Definition.Owner)
            : (entry.Flags & EntryFlags.TargetsListener) != 0 ? new EventTarget(EventTargetKind.Listener, listener.Definition.Uuid)
            : null;
        var key = entry.Side?.LatestKey ?? entry.Home?.Key;
        return new EventRecord(
            entry.Number,
            entry.Uuid,
            subject,
            entry.LatestPriority,
            new DateTimeOffset(entry.Time, TimeSpan.Zero),
            key is null || key == subject ? subject : key,
            registration,
            target,
            entry.Side?.LatestTraceParent);
    }

    /// <summary>Packs an event as the latest pending one of an entry. Its key is set with <see cref="Keys.KeyExclusion"/>.</summary>
    public void SetLatest(ref Entry entry, EventRecord record)
    {
        entry.Uuid = record.Uuid;
        entry.Number = record.Number;
        entry.Time = record.Time.UtcTicks;
        entry.LatestPriority = record.Priority;
        entry.Set(EntryFlags.TargetsOwner, record.Target is { Kind: EventTargetKind.Owner });
        entry.Set(EntryFlags.TargetsListener, record.Target is { Kind: EventTargetKind.Listener });
        var follows = record.Registration is { } reference && reference.Number > 0
            && reference.Object.Type == listener.Definition.Stream.RoutingKey && IsUuid(record.Subject, reference.Object.Uuid);
        entry.Registration = follows ? record.Registration!.Number : 0;
        if (!follows && record.Registration is not null)
            entry.EnsureSide().LatestRegistration = record.Registration;
        else if (entry.Side is not null)
            entry.Side.LatestRegistration = null;
        if (record.TraceParent is not null)
            entry.EnsureSide().LatestTraceParent = record.TraceParent;
        else if (entry.Side is not null)
            entry.Side.LatestTraceParent = null;
    }

    /// <summary>Removes the pending events of an entry. Whether their numbers are open is not changed.</summary>
    public static void Clear(ref Entry entry)
    {
        entry.Number = 0;
        if (entry.Side is not { } side)
            return;
        (side.Older, side.LatestKey, side.LatestRegistration, side.LatestTraceParent) = ([], null, null, null);
    }

    /// <summary>Whether a subject is the text of a uuid as it is written for objects, so that it can be derived from the uuid again.</summary>
    private static bool IsUuid(string subject, Guid uuid)
    {
        Span<char> text = stackalloc char[36];
        return uuid.TryFormat(text, out _, "D") && subject.AsSpan().SequenceEqual(text);
    }
}
