using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Listeners;

/// <summary>Checks what can be checked of commands on tokens and entries without their queue.</summary>
public static class EntryRules
{
    /// <summary>Checks a command on a token.</summary>
    /// <param name="command">The command.</param>
    /// <param name="path">The path of the checked value in the input.</param>
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

    /// <summary>Checks a command on entries.</summary>
    /// <param name="command">The command.</param>
    public static Refusal? Check(EntryCommand command) => CheckReason(command.Reason, "input.reason");

    /// <summary>
    /// Checks that subjects that are to be silenced or parked have been read, as far as they are in the log. The other verbs concern entries
    /// that are silenced, delayed or parked, which are in memory however much of the log is unread.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="listener">The listener.</param>
    internal static Refusal? CheckRead(EntryCommand command, QueuedListener listener)
    {
        if (command is not { Verb: EntryVerb.Silence or EntryVerb.Park, Filter.Subjects: { } subjects } || listener.Intake.Unread == 0)
            return null;
        var unknown = subjects.Where(subject => !listener.Table.Contains(subject)).ToArray();
        return unknown.Length == 0 ? null : new Refusal(
            RefusalCode.Overloaded,
            $"'{unknown[0]}'{(unknown.Length > 1 ? $" and {unknown.Length - 1} more" : "")} may be among the {listener.Intake.Unread} events of"
                + $" {listener.Definition.Stream} that the listener {listener.Definition.Uuid:D} has not read yet; nothing was done in its queue."
                + " Try again when the events before them have been acknowledged, or name only subjects that are in the queue.",
            "input.subjects",
            Retriable: true);
    }

    /// <summary>Checks a reason.</summary>
    /// <param name="reason">The reason; null for none.</param>
    /// <param name="path">The path of the checked value in the input.</param>
    public static Refusal? CheckReason(string? reason, string path) => reason is null ? null : NameRules.Reason.Check(reason, "reason", path);
}
