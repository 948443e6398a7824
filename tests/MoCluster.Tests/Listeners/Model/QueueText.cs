using System.Globalization;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Tests.Listeners.Model;

/// <summary>Writes an entry as text, so that a queue and its model can be compared line by line.</summary>
internal static class QueueText
{
    public static string Of(
        string subject,
        IReadOnlyCollection<EventRecord> pending,
        (Generation Generation, DateTimeOffset Until, int Attempts, IReadOnlyCollection<EventRecord> Held)? lease,
        int attempts,
        DateTimeOffset? notBefore,
        bool parked,
        bool silenced,
        string? reason)
    {
        var held = lease is { } standing
            ? $" in held {standing.Generation.Epoch}/{standing.Generation.Ordinal} until {Time(standing.Until)} #{standing.Attempts}"
                + $" with [{Events(standing.Held)}]"
            : "";
        return $"{subject}: [{Events(pending)}] attempts {attempts}{(notBefore is { } instant ? $" not before {Time(instant)}" : "")}"
            + $"{(parked ? " parked" : "")}{(silenced ? " silenced" : "")}{(reason is null ? "" : $" because {reason}")}{held}";
    }

    public static string Of(QueuedListener listener) => string.Join('\n', listener.Table.Slots()
        .Select(slot => (Slot: slot, Entry: listener.Table[slot]))
        .OrderBy(pair => listener.Table.SubjectOf(pair.Slot), StringComparer.Ordinal)
        .Select(pair => Of(
            listener.Table.SubjectOf(pair.Slot),
            listener.Events.Pending(pair.Slot),
            pair.Entry.Side?.Lease is { } lease ? (lease.Generation, lease.Until, lease.Attempts, lease.Held) : null,
            pair.Entry.IsLeased ? 0 : pair.Entry.Attempts,
            pair.Entry.Side?.NotBefore,
            pair.Entry.IsParked,
            pair.Entry.IsSilenced,
            pair.Entry.Side?.Reason)));

    private static string Time(DateTimeOffset instant) => instant.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static string Events(IEnumerable<EventRecord> events) =>
        string.Join(' ', events.Select(record => $"{record.Number}p{record.Priority}k{record.Key}{(record.TraceParent is { } trace ? $"t{trace[40..52]}" : "")}"));

    /// <summary>The slot of a subject's entry, which must exist.</summary>
    public static int SlotOf(this QueuedListener listener, string subject) =>
        listener.Table.TryFind(subject, out var slot) ? slot : throw new KeyNotFoundException($"'{subject}' has no entry.");
}
