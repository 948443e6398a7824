using System.Diagnostics;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Listeners.Queues.Entries;

namespace MoCluster.Grains.Listeners.Queues;

/// <content>How an entry's latest pending event is packed into it, and comes out again.</content>
internal sealed partial class QueuedListener
{
    /// <summary>The key of an entry's latest pending event; null when none is pending.</summary>
    public string? LatestKey(int slot)
    {
        ref readonly var entry = ref Table[slot];
        return entry.HasPending ? entry.Side?.LatestKey ?? entry.Home?.Key ?? Table.SubjectOf(slot) : null;
    }

    /// <summary>The pending events of an entry, ascending.</summary>
    public EventRecord[] Pending(int slot)
    {
        ref readonly var entry = ref Table[slot];
        if (!entry.HasPending)
            return [];
        var older = entry.Side?.Older ?? [];
        var latest = Latest(slot, older.Length > 0 ? older[0].Subject : Table.SubjectOf(slot));
        return older.Length == 0 ? [latest] : [.. older, latest];
    }

    private void SetLatest(ref Entry entry, EventRecord record)
    {
        entry.Uuid = record.Uuid;
        entry.Number = record.Number;
        entry.Time = record.Time.UtcTicks;
        entry.LatestPriority = record.Priority;
        entry.Set(EntryFlags.TargetsOwner, record.Target is { Kind: EventTargetKind.Owner });
        entry.Set(EntryFlags.TargetsListener, record.Target is { Kind: EventTargetKind.Listener });
        var follows = record.Registration is { } reference && reference.Number > 0
            && reference.Object.Type == Definition.Stream.RoutingKey && IsUuid(record.Subject, reference.Object.Uuid);
        entry.Registration = follows ? record.Registration!.Number : 0;
        if (!follows && record.Registration is not null)
            (entry.Side ??= new EntrySide()).LatestRegistration = record.Registration;
        else if (entry.Side is not null)
            entry.Side.LatestRegistration = null;
        if (record.TraceParent is not null)
            (entry.Side ??= new EntrySide()).LatestTraceParent = record.TraceParent;
        else if (entry.Side is not null)
            entry.Side.LatestTraceParent = null;
    }

    private EventRecord Latest(int slot, string subject)
    {
        ref readonly var entry = ref Table[slot];
        Debug.Assert(entry.HasPending, "Only what is pending has a latest event here.");
        var registration = entry.Registration > 0
            ? new RegistrationReference(new ObjectKey(Definition.Stream.RoutingKey, Guid.ParseExact(subject, "D")), entry.Registration)
            : entry.Side?.LatestRegistration;
        var target = (entry.Flags & EntryFlags.TargetsOwner) != 0 ? new EventTarget(EventTargetKind.Owner, Definition.Owner)
            : (entry.Flags & EntryFlags.TargetsListener) != 0 ? new EventTarget(EventTargetKind.Listener, Definition.Uuid)
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

    /// <summary>Whether a subject is a uuid as it is written for objects, so that it can be made from the uuid again.</summary>
    private static bool IsUuid(string subject, Guid uuid)
    {
        Span<char> text = stackalloc char[36];
        return uuid.TryFormat(text, out _, "D") && subject.AsSpan().SequenceEqual(text);
    }
}
