using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using Microsoft.Extensions.Logging;

namespace MoCluster.Grains;

/// <summary>
/// Every log line of the domain, with its event id: 1000s objects and triggers, 2000s listeners, 3000s streams and routers, 4000s namespaces, 4100s deliveries.
/// </summary>
internal static partial class GrainLog
{
    [LoggerMessage(1000, LogLevel.Warning, "The outcome of mutation {Kind} of {Object} is unknown; the activation ends (trace {Trace})")]
    public static partial void MutationOutcomeUnknown(this ILogger log, MutationKind kind, ObjectKey @object, string? trace, Exception exception);

    [LoggerMessage(1001, LogLevel.Warning, "Mutation {Kind} of {Object} was not done: the store accepts no work (trace {Trace})")]
    public static partial void MutationStoreUnavailable(this ILogger log, MutationKind kind, ObjectKey @object, string? trace, Exception exception);

    [LoggerMessage(1002, LogLevel.Debug, "Mutation {Kind} of {Object} runs again: another change came between ({Found}; trace {Trace})")]
    public static partial void MutationRerun(this ILogger log, MutationKind kind, ObjectKey @object, string found, string? trace);

    [LoggerMessage(1003, LogLevel.Warning, "Mutation {Kind} of {Object} is given up: other changes came between {Runs} times (trace {Trace})")]
    public static partial void MutationContended(this ILogger log, MutationKind kind, ObjectKey @object, int runs, string? trace);

    [LoggerMessage(1004, LogLevel.Error, "The triggers of stage {Stage} could not be run for {Object} (trace {Trace})")]
    public static partial void TriggersNotRun(this ILogger log, TriggerStage stage, ObjectKey @object, string? trace, Exception exception);

    [LoggerMessage(1005, LogLevel.Warning, "Trigger {Trigger} of stage {Stage} failed for {Object}: {Reason} (trace {Trace})")]
    public static partial void AfterTriggerFailed(
        this ILogger log, string trigger, TriggerStage stage, ObjectKey @object, string reason, string? trace);

    [LoggerMessage(1006, LogLevel.Information, "Trigger {Trigger} refused stage {Stage} of {Object}: {Reason} (trace {Trace})")]
    public static partial void BeforeTriggerRefused(
        this ILogger log, string trigger, TriggerStage stage, ObjectKey @object, string reason, string? trace);

    [LoggerMessage(1007, LogLevel.Debug, "The commit of {Lines} lines of an import is tried again: another change came between ({Found}; trace {Trace}).")]
    public static partial void ImportCommitRefused(this ILogger logger, int lines, string found, string? trace);

    [LoggerMessage(1010, LogLevel.Information, "Endpoint {Endpoint} registers {Triggers} HTTP triggers from now on")]
    public static partial void TriggersRegistered(this ILogger log, string endpoint, int triggers);

    [LoggerMessage(1011, LogLevel.Warning, "Endpoint {Endpoint} did not say which HTTP triggers it registers; those that are known stay: {Problem}")]
    public static partial void TriggersNotFetched(this ILogger log, string endpoint, string problem);

    [LoggerMessage(1012, LogLevel.Information, "The registry of HTTP triggers cannot be reached now; it is asked again at once")]
    public static partial void RegistryNotReached(this ILogger log, Exception exception);

    [LoggerMessage(1013, LogLevel.Information, "The registry of hooks cannot be reached now; it is asked again at once")]
    public static partial void HookRegistryNotReached(this ILogger log, Exception exception);

    [LoggerMessage(2000, LogLevel.Information, "Group {Group} begins under epoch {Epoch} with {Listeners} listeners and {Leases} standing lease records.")]
    public static partial void GroupBegun(this ILogger logger, Guid group, long epoch, int listeners, int leases);

    [LoggerMessage(2001, LogLevel.Warning, "Group {Group} was superseded: {Found}. Its callers are told to try again.")]
    public static partial void GroupSuperseded(this ILogger logger, Guid group, string found);

    [LoggerMessage(2002, LogLevel.Warning, "Group {Group} did nothing: the store accepts no work.")]
    public static partial void GroupStoreUnavailable(this ILogger logger, Exception exception, Guid group);

    [LoggerMessage(2003, LogLevel.Error, "Group {Group} does not know the outcome of its commit. Its queue is built again from what is stored.")]
    public static partial void GroupOutcomeUnknown(this ILogger logger, Exception exception, Guid group);

    [LoggerMessage(2004, LogLevel.Error, "The queue of group {Group} failed. It is built again from what is stored.")]
    public static partial void GroupFailed(this ILogger logger, Exception exception, Guid group);

    [LoggerMessage(2005, LogLevel.Debug, "Group {Group} goes to sleep: no caller has asked it for anything.")]
    public static partial void GroupSleeps(this ILogger logger, Guid group);

    [LoggerMessage(2006, LogLevel.Information, "Group {Group} ended before its last commit was answered. The next activation reads the outcome.")]
    public static partial void GroupLeftLate(this ILogger logger, Guid group);

    [LoggerMessage(2010, LogLevel.Warning, "Group {Group} could not read the log of {Stream}. It tries again after a pause.")]
    public static partial void LogReadFailed(this ILogger logger, Exception exception, Guid group, StreamKey stream);

    [LoggerMessage(2011, LogLevel.Information, "The router of {Stream} is moving or did not answer group {Group}, which subscribes again later.")]
    public static partial void SubscriptionFailed(this ILogger logger, Exception exception, Guid group, StreamKey stream);

    [LoggerMessage(2020, LogLevel.Warning, "Listener {Listener} ({UserKey} of {Owner}) holds the log of {Stream}: it has not settled number {Number} of {Time:u}.")]
    public static partial void ListenerPinsLog(
        this ILogger logger, Guid listener, string userKey, Guid owner, StreamKey stream, long number, DateTimeOffset time);

    [LoggerMessage(2021, LogLevel.Warning, "Listener {Listener} is suspended and no longer holds the log of {Stream}: it has settled nothing from number {Number} on.")]
    public static partial void ListenerSuspended(this ILogger logger, Guid listener, StreamKey stream, long number);

    [LoggerMessage(3000, LogLevel.Information, "A doorbell on {Stream} failed; its listeners are served from the log within the sweep's period.")]
    public static partial void DoorbellFailed(this ILogger logger, Exception exception, StreamKey stream);

    [LoggerMessage(3001, LogLevel.Warning, "{Waiting} events are waiting for their doorbell, so the one on {Stream} did not ring; the sweep makes up for it.")]
    public static partial void DoorbellSkipped(this ILogger logger, int waiting, StreamKey stream);

    [LoggerMessage(3010, LogLevel.Information, "Handing events of {Stream} to listener {Listener} failed; it gets them with the next ones.")]
    public static partial void DeliveryFailed(this ILogger logger, Exception exception, StreamKey stream, Guid listener);

    [LoggerMessage(3011, LogLevel.Warning, "Reading the gap of {Stream} from {From} to {To} failed; the listeners read the log themselves.")]
    public static partial void GapReadFailed(this ILogger logger, Exception exception, StreamKey stream, long from, long to);

    [LoggerMessage(3020, LogLevel.Warning, "The event of {Object} for {Instant} could not be committed, nor {Others} others; they are tried again.")]
    public static partial void DueEventFailed(
        this ILogger logger, Exception exception, string @object, DateTimeOffset instant, int others);

    [LoggerMessage(4000, LogLevel.Warning, "The group of listener {Listener} could not be told that its definition changed.")]
    public static partial void GroupNotTold(this ILogger logger, Exception exception, Guid listener);

    [LoggerMessage(4100, LogLevel.Warning, "What is due for registration {Registration} could not be read, or its target not be found. It is tried again after {Pause}.")]
    public static partial void DeliveriesNotRead(this ILogger logger, Exception exception, Guid registration, TimeSpan pause);

    [LoggerMessage(4101, LogLevel.Warning, "The outcomes of {Count} deliveries of registration {Registration} could not be stored. They are stored after {Pause}.")]
    public static partial void DeliveriesStoredLater(this ILogger logger, Exception exception, Guid registration, int count, TimeSpan pause);

    [LoggerMessage(4102, LogLevel.Error, "The outcomes of deliveries of registration {Registration} could not be stored. These deliveries are made again.")]
    public static partial void DeliveriesNotStored(this ILogger logger, Exception exception, Guid registration);

    [LoggerMessage(4103, LogLevel.Information, "The activation of registration {Registration} ended before the outcomes of its deliveries were stored. These deliveries may be made again.")]
    public static partial void DeliveriesLeftLate(this ILogger logger, Guid registration);

    [LoggerMessage(4110, LogLevel.Warning, "The target of registration {Registration} is out of reach: {Reason}. Its deliveries wait; the next look is after {Pause}.")]
    public static partial void DeliveryTargetOut(this ILogger logger, Guid registration, string reason, TimeSpan pause);

    [LoggerMessage(4111, LogLevel.Information, "The target of registration {Registration} is back.")]
    public static partial void DeliveryTargetBack(this ILogger logger, Guid registration);

    [LoggerMessage(4112, LogLevel.Warning, "Delivery {Number} of registration {Registration}, of {Object}, is parked after {Attempts} attempts: {Reason}")]
    public static partial void DeliveryParked(this ILogger logger, Guid registration, long number, ObjectKey @object, int attempts, string reason);

    [LoggerMessage(4113, LogLevel.Information, "Registration {Registration} is gone; {Count} deliveries of it were deleted.")]
    public static partial void DeliveriesDropped(this ILogger logger, Guid registration, long count);

    [LoggerMessage(4114, LogLevel.Information, "{Actor} replayed {Count} deliveries of registration {Registration}.")]
    public static partial void DeliveriesReplayed(this ILogger logger, Guid actor, int count, Guid registration);

    [LoggerMessage(4115, LogLevel.Information, "{Actor} skipped {Count} deliveries of registration {Registration}.")]
    public static partial void DeliveriesSkipped(this ILogger logger, Guid actor, int count, Guid registration);

    [LoggerMessage(4120, LogLevel.Information, "The grain of registration {Registration} could not be told of new deliveries; the next look at the store finds them.")]
    public static partial void DeliveryRingFailed(this ILogger logger, Exception exception, Guid registration);
}
