using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using Microsoft.Extensions.Logging;

namespace MoCluster.Grains;

/// <summary>All log lines of the grains. 1000 to 1999: objects and their triggers; from 2000: events and listeners.</summary>
internal static partial class GrainLog
{
    [LoggerMessage(1000, LogLevel.Warning, "Mutation {Kind} of {Object} ended without a known outcome; the activation ends (trace {Trace})")]
    public static partial void MutationOutcomeUnknown(this ILogger log, MutationKind kind, ObjectKey @object, string? trace, Exception exception);

    [LoggerMessage(1001, LogLevel.Warning, "Mutation {Kind} of {Object} did nothing: the store takes no work (trace {Trace})")]
    public static partial void MutationStoreUnavailable(this ILogger log, MutationKind kind, ObjectKey @object, string? trace, Exception exception);

    [LoggerMessage(1002, LogLevel.Debug, "Mutation {Kind} of {Object} is rerun: another change came between ({Found}; trace {Trace})")]
    public static partial void MutationRerun(this ILogger log, MutationKind kind, ObjectKey @object, string found, string? trace);

    [LoggerMessage(1003, LogLevel.Warning, "Mutation {Kind} of {Object} is given up: other changes came between {Runs} times (trace {Trace})")]
    public static partial void MutationContended(this ILogger log, MutationKind kind, ObjectKey @object, int runs, string? trace);

    [LoggerMessage(1004, LogLevel.Error, "Triggers of stage {Stage} could not be run for {Object} (trace {Trace})")]
    public static partial void TriggersNotRun(this ILogger log, TriggerStage stage, ObjectKey @object, string? trace, Exception exception);

    [LoggerMessage(1005, LogLevel.Warning, "Trigger {Trigger} of stage {Stage} failed for {Object}: {Reason} (trace {Trace})")]
    public static partial void AfterTriggerFailed(
        this ILogger log, string trigger, TriggerStage stage, ObjectKey @object, string reason, string? trace);

    [LoggerMessage(1006, LogLevel.Information, "Trigger {Trigger} refused stage {Stage} of {Object}: {Reason} (trace {Trace})")]
    public static partial void BeforeTriggerRefused(
        this ILogger log, string trigger, TriggerStage stage, ObjectKey @object, string reason, string? trace);

    [LoggerMessage(2000, LogLevel.Debug, "The doorbell of stream {Stream} could not be rung; the sweep finds its events")]
    public static partial void DoorbellFailed(this ILogger log, StreamKey stream, Exception exception);
}
