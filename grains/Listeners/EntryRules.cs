using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Listeners;

/// <summary>What commands on tokens and entries must be in themselves.</summary>
public static class EntryRules
{
    /// <summary>Checks what is done with a token.</summary>
    /// <param name="command">What is done.</param>
    /// <param name="path">Where it stands in the input.</param>
    public static Refusal? Check(TokenCommand command, string path)
    {
        var most = command.Verb == TokenVerb.Touch ? ListenerPolicy.LongestLease : ListenerPolicy.LongestDelay;
        if (command.Delay is { } delay && (delay < TimeSpan.Zero || delay > most))
        {
            return new Refusal(
                RefusalCode.InvalidInput,
                $"The delay is {delay.TotalSeconds} seconds; it must be from 0 to {most.TotalSeconds}.",
                $"{path}.{(command.Verb == TokenVerb.Touch ? "lease_seconds" : "delay_seconds")}");
        }

        return CheckReason(command.Reason, $"{path}.reason");
    }

    /// <summary>Checks what is done to entries.</summary>
    /// <param name="command">What is done.</param>
    public static Refusal? Check(EntryCommand command) => CheckReason(command.Reason, "input.reason");

    /// <summary>
    /// Checks that what is to be silenced or parked by its subject has been read, as far as it is in the log. The other verbs concern what
    /// was silenced, delayed or parked, which is at hand however much of the log is not.
    /// </summary>
    /// <param name="command">What is done.</param>
    /// <param name="listener">The listener.</param>
    internal static Refusal? CheckRead(EntryCommand command, QueuedListener listener)
    {
        if (command is not { Verb: EntryVerb.Silence or EntryVerb.Park, Filter.Subjects: { } subjects } || listener.Unread == 0)
            return null;
        var unknown = subjects.Where(subject => !listener.Table.Contains(subject)).ToArray();
        return unknown.Length == 0 ? null : new Refusal(
            RefusalCode.Overloaded,
            $"'{unknown[0]}'{(unknown.Length > 1 ? $" and {unknown.Length - 1} more" : "")} may be among the {listener.Unread} events of"
                + $" {listener.Definition.Stream} that the listener {listener.Definition.Uuid:D} has not read yet; nothing was done in its queue."
                + " Try again when what waits before them has been acknowledged, or name only subjects that are in the queue.",
            "input.subjects",
            Retriable: true);
    }

    /// <summary>Checks a reason.</summary>
    /// <param name="reason">It; null for none.</param>
    /// <param name="path">Where it stands in the input.</param>
    public static Refusal? CheckReason(string? reason, string path) => reason is null ? null : NameRules.Reason.Check(reason, "reason", path);
}
