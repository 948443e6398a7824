using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Simulation.World;

/// <summary>Describes commits, answers and tokens briefly.</summary>
internal static class TranscriptText
{
    /// <summary>A uuid, short.</summary>
    public static string Of(Guid uuid) => uuid.ToString("N")[..6];

    /// <summary>A commit.</summary>
    public static string Of(Commit commit) => string.Join("; ", Parts(commit));

    /// <summary>The numbers that a commit was given.</summary>
    public static string Of(CommitResult result) =>
        result.Events.IsEmpty ? "" : $" [{string.Join(", ", result.Events.Select(appended => $"{appended.Stream} {appended.Event.Subject}#{appended.Event.Number}"))}]";

    /// <summary>Deliveries.</summary>
    public static string Of(ImmutableArray<Delivery> deliveries) => deliveries.IsEmpty ? "nothing" : string.Join(", ", deliveries.Select(Of));

    /// <summary>A token.</summary>
    public static string Of(string token) => EventToken.TryParse(token, out var parsed)
        ? $"{parsed.Generation.Epoch}/{parsed.Generation.Ordinal}.{parsed.Index}({string.Join(' ', parsed.Numbers)})"
        : token;

    /// <summary>A listed entry.</summary>
    public static string Of(QueuedEvent seen) =>
        $"{seen.Event.Subject}#{seen.Event.Number} {seen.Standing}{(seen.Silenced ? " silenced" : "")} attempts {seen.Attempts}";

    /// <summary>An outcome.</summary>
    public static string Of<T>(Outcome<T> outcome, Func<T, string> text) =>
        outcome.Succeeded ? text(outcome.Value) : $"refused, {outcome.Refusal.Code}: {outcome.Refusal.Message}";

    private static string Of(Delivery delivery) =>
        $"{delivery.Event.Subject}#{delivery.Event.Number} priority {delivery.Priority} attempt {delivery.Attempt} token {Of(delivery.Token)}";

    private static string Of(EntryRow row) =>
        $"row {row.Subject}({string.Join(' ', row.Events.Select(open => open.Number))}) attempts {row.Attempts}"
        + $"{(row.NotBefore is { } due ? $" not before {due:mm:ss.fff}" : "")}{(row.Parked ? " parked" : "")}{(row.Silenced ? " silenced" : "")}";

    private static IEnumerable<string> Parts(Commit commit)
    {
        foreach (var definition in commit.Definitions)
            yield return definition switch
            {
                DefinitionWrite.PutListener put => $"put listener {put.Listener.UserKey} {Of(put.Listener.Uuid)} of {put.Listener.Stream}",
                DefinitionWrite.DeleteListener delete => $"delete listener {Of(delete.Uuid)}",
                DefinitionWrite.PutNamespace put => $"put namespace {put.Namespace.Name} version {put.Namespace.Version}",
                DefinitionWrite.DeleteNamespace delete => $"delete namespace {delete.Name}",
                _ => definition.GetType().Name,
            };
        foreach (var registration in commit.Registrations)
            yield return $"{registration.Operation} {registration.Object.Type} {Of(registration.Object.Uuid)} #{registration.Number} «{registration.Note}»";
        foreach (var struck in commit.Struck)
            yield return $"strike {struck.Object.Type} {Of(struck.Object.Uuid)} at {struck.Instant:O}";
        if (!commit.Events.IsEmpty)
            yield return $"{commit.Events.Length} events";
        foreach (var group in commit.Groups)
            yield return Of(group);
        if (!commit.Deliveries.IsEmpty)
            yield return $"deliveries of {string.Join(' ', commit.Deliveries.Select(write => Of(write.Object.Uuid)))}";
        foreach (var change in commit.DeliveryChanges)
            yield return $"delivery #{change.Delivery.Number} {Of(change)}";
    }

    private static string Of(DeliveryChange change) => change switch
    {
        DeliveryChange.Retried retried => $"is tried again at {retried.Due:mm:ss.fff} after {retried.Attempts} attempts: {retried.Reason}",
        DeliveryChange.Parked parked => $"is parked after {parked.Attempts} attempts: {parked.Reason}",
        _ => change.GetType().Name,
    };

    private static string Of(GroupWrite group)
    {
        if (group.TakeEpoch)
            return $"group {Of(group.Group)} takes an epoch";
        var parts = new List<string>();
        foreach (var lease in group.Leases)
        {
            parts.Add($"lease {lease.Generation.Epoch}/{lease.Generation.Ordinal} to {Of(lease.Listener)} "
                + string.Join(", ", lease.Entries.Select(entry => $"{entry.Subject}({string.Join(' ', entry.Numbers)}) attempt {entry.Attempts} until {entry.Until:mm:ss.fff}")));
        }

        foreach (var change in group.LeaseChanges)
            parts.Add($"{(change.Ended ? "end" : $"extend to {change.Until:mm:ss.fff}")} {change.Generation.Epoch}/{change.Generation.Ordinal}.{change.Index}");
        foreach (var dropped in group.LeasesDropped)
            parts.Add($"drop {dropped.Epoch}/{dropped.Ordinal}");
        foreach (var progress in group.Listeners)
        {
            parts.Add($"{Of(progress.Listener)} {(progress.NewPosition is { } position ? $"position {position} " : "")}frontier {progress.Frontier}, {progress.Bitmaps.Length} bitmaps"
                + string.Concat(progress.Rows.Select(row => $", {Of(row)}"))
                + string.Concat(progress.RowsDropped.Select(row => $", no row {row}")));
        }

        return $"group {Of(group.Group)} epoch {group.Epoch}: {string.Join(", ", parts)}";
    }
}
