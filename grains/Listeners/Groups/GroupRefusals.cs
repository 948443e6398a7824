using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Listeners.Groups;

/// <summary>The refusals of a listener group.</summary>
internal static class GroupRefusals
{
    /// <summary>The activation ends; the next call finds another.</summary>
    public static Refusal ActivationEnded { get; } =
        new(RefusalCode.Superseded, "The group's activation has ended. Try again.", Retriable: true);

    /// <summary>The caller neither owns the listener nor is an administrator.</summary>
    public static Refusal NotOwner { get; } = new(RefusalCode.Forbidden, "You are not the owner of that listener.", "listener");

    /// <summary>The group has too much to do, or cannot do it in time.</summary>
    public static Refusal Overloaded(string why) => new(RefusalCode.Overloaded, $"{why}. Try again after a pause.", Retriable: true);

    /// <summary>The store takes no work.</summary>
    public static Refusal StoreUnavailable(Exception exception) => new(RefusalCode.Overloaded, exception.Message, Retriable: true);

    /// <summary>The group has no such listener.</summary>
    public static Refusal NoSuchListener(Guid listener, Guid group) =>
        new(RefusalCode.NotFound, $"There is no listener {listener:D} in the group {group:D}.", "listener");

    /// <summary>A call has more tokens than are allowed.</summary>
    public static Refusal TooManyTokens(int count, int most) =>
        new(RefusalCode.InvalidInput, $"{count} tokens are too many; send at most {most} at once.", "tokens");

    /// <summary>A listener is suspended.</summary>
    public static Refusal Suspended(ListenerDefinition listener, ListenerSuspension suspension) => new(
        RefusalCode.Suspended,
        $"The listener {listener.Uuid:D} has been suspended since {suspension.Since:u}: it had not settled the events of {listener.Stream} from number "
        + $"{suspension.From} on, to {suspension.To} at that time, and held the log longer than this cluster allows. They are deleted once they are "
        + "older than the retention, the oldest first. event_listener_resume continues at the first event that is kept, and tells how many were deleted.",
        "listener");
}
