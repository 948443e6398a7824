using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;

namespace MoCluster.Silo.Diagnostics;

/// <summary>All log events of the process itself. Their ids are below 1000; LOG_EVENTS.md lists the ids of all projects.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Listening on {Urls}; opening the store")]
    public static partial void Bound(this ILogger log, string urls);

    [LoggerMessage(2, LogLevel.Information, "Ready: store {Store}, after {Elapsed}")]
    public static partial void Ready(this ILogger log, string store, TimeSpan elapsed);

    [LoggerMessage(3, LogLevel.Information, "Stopping: new requests are refused, waits end, commits are finished")]
    public static partial void Stopping(this ILogger log);

    [LoggerMessage(4, LogLevel.Information, "Stopped after {Elapsed}")]
    public static partial void Stopped(this ILogger log, TimeSpan elapsed);

    [LoggerMessage(5, LogLevel.Critical, "The store failed, so the process stops: {Reason}")]
    public static partial void StoreFailed(this ILogger log, Exception exception, string reason);

    [LoggerMessage(6, LogLevel.Debug, "The process could not be started")]
    public static partial void StartFailed(this ILogger log, Exception exception);

    [LoggerMessage(14, LogLevel.Warning, "{Notice}")]
    public static partial void SettingRenamed(this ILogger log, string notice);

    [LoggerMessage(12, LogLevel.Warning, "The store did not close within {Time}; confirmed commits are safe")]
    public static partial void StoreClosesSlowly(this ILogger log, TimeSpan time);

    [LoggerMessage(13, LogLevel.Error, "The store could not be closed: {Reason}")]
    public static partial void StoreNotClosed(this ILogger log, Exception exception, string reason);

    [LoggerMessage(7, LogLevel.Warning, "The silo {Silo} is dead; {Sessions} of its database sessions were ended")]
    public static partial void SiloDied(this ILogger log, string silo, int sessions);

    [LoggerMessage(8, LogLevel.Warning, "The silo {Silo} is dead, but its database sessions could not be ended; their timeouts will end them")]
    public static partial void SessionsNotEnded(this ILogger log, Exception exception, string silo);

    [LoggerMessage(9, LogLevel.Critical, "Orleans cannot continue, so the process ends: {Reason}")]
    public static partial void EngineFailed(this ILogger log, Exception? exception, string reason);

    [LoggerMessage(10, LogLevel.Error, "A request failed: {Method} {Path}, trace {Trace}")]
    public static partial void RequestFailed(this ILogger log, Exception exception, string method, string path, string? trace);

    [LoggerMessage(16, LogLevel.Error, "An import failed after it had read {Lines} lines, trace {Trace}")]
    public static partial void ImportFailed(this ILogger logger, Exception exception, long lines, string? trace);

    [LoggerMessage(11, LogLevel.Error, "A field failed: {Field}")]
    public static partial void FieldFailed(this ILogger log, Exception exception, string field);

    [LoggerMessage(17, LogLevel.Warning, "Api:TestingApi (INSECURE_ENABLE_TESTING_API) is set: anybody who reaches the port can end the leases of all events, without a token")]
    public static partial void TestingApiEnabled(this ILogger log);

    [LoggerMessage(20, LogLevel.Warning, "The {Work} failed; it runs again in {Pause}")]
    public static partial void PeriodicWorkFailed(this ILogger log, Exception exception, string work, TimeSpan pause);

    [LoggerMessage(30, LogLevel.Information, "Trigger module {Module} of {File}: {Triggers}")]
    public static partial void ModuleLoaded(this ILogger log, string module, string file, string triggers);

    [LoggerMessage(31, LogLevel.Information, "Trigger module {Module}: its settings disable {Triggers}")]
    public static partial void TriggersDisabled(this ILogger log, string module, string triggers);

    [LoggerMessage(32, LogLevel.Information, "{Directory} has assemblies, but Triggers:Modules (TRIGGER_MODULES) names no module; nothing is loaded")]
    public static partial void NoModuleNamed(this ILogger log, string directory);

    [LoggerMessage(33, LogLevel.Error, "Triggers:RequireModules is false, so the process runs without a trigger module: {Failure}")]
    public static partial void ModuleMissing(this ILogger log, string failure);

    [LoggerMessage(34, LogLevel.Warning, "The trigger module {Module} could not be disposed")]
    public static partial void ModuleNotDisposed(this ILogger log, Exception exception, string module);

    [LoggerMessage(35, LogLevel.Warning, "HTTP trigger {Trigger} of {Stage} was skipped for {Object}, because HttpTriggers:WhenUnreachable is Skip: {Reason}")]
    public static partial void TriggerSkipped(this ILogger log, string trigger, TriggerStage stage, ObjectKey @object, string reason);

    [LoggerMessage(40, LogLevel.Information, "Connected to the broker {Broker}; messages go to the exchange {Exchange}")]
    public static partial void BrokerConnected(this ILogger log, string broker, string exchange);

    [LoggerMessage(41, LogLevel.Warning, "{Reason}. It is tried again; messages wait until then")]
    public static partial void BrokerOutOfReach(this ILogger log, string reason);

    [LoggerMessage(42, LogLevel.Warning, "The connection to the broker {Broker} ended: {Reason}")]
    public static partial void BrokerLost(this ILogger log, string broker, string reason);

    [LoggerMessage(43, LogLevel.Warning, "The broker {Broker} takes no messages for now: {Reason}")]
    public static partial void BrokerBlocked(this ILogger log, string broker, string reason);

    [LoggerMessage(44, LogLevel.Warning, "{Messages} messages about changes were not confirmed and are published again: {Reason}")]
    public static partial void ChangesNotPublished(this ILogger log, int messages, string reason);

    [LoggerMessage(22, LogLevel.Information, "The doorbell queue {Queue} is moving or out of reach and is read again later; until then listeners read their events from the log")]
    public static partial void DoorbellQueueFailed(this ILogger logger, Exception exception, string queue);
}
