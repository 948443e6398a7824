using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Namespaces;

namespace MoCluster.Grains.Listeners;

/// <summary>What commands on tokens and entries must be in themselves.</summary>
internal static class EntryRules
{
    /// <summary>Checks what is done with a token.</summary>
    /// <param name="command">What is done.</param>
    /// <param name="path">Where it stands in the input.</param>
    public static Refusal? Check(TokenCommand command, string path)
    {
        var most = command.Verb == TokenVerb.Extend ? ListenerPolicy.LongestLease : ListenerPolicy.LongestDelay;
        if (command.Delay is { } delay && (delay < TimeSpan.Zero || delay > most))
        {
            return new Refusal(
                RefusalCode.InvalidInput,
                $"The delay is {delay.TotalSeconds} seconds; it must be from 0 to {most.TotalSeconds}.",
                $"{path}.seconds");
        }

        return CheckReason(command.Reason, $"{path}.reason");
    }

    /// <summary>Checks what is done to entries.</summary>
    /// <param name="command">What is done.</param>
    public static Refusal? Check(EntryCommand command) => CheckReason(command.Reason, "input.reason");

    /// <summary>Checks a reason.</summary>
    /// <param name="reason">It; null for none.</param>
    /// <param name="path">Where it stands in the input.</param>
    public static Refusal? CheckReason(string? reason, string path)
    {
        if (reason is null)
            return null;
        return reason.Length <= TokenCommand.MaxReasonLength
            ? NameRules.CheckText(reason, "reason", path)
            : new Refusal(
                RefusalCode.InvalidInput,
                $"A reason has at most {TokenCommand.MaxReasonLength} characters; this one has {reason.Length}.",
                path);
    }
}
