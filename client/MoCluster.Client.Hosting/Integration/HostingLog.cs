using Microsoft.Extensions.Logging;

namespace MoCluster.Client.Hosting.Integration;

/// <summary>All log lines of the integration, under the category <c>MoCluster.Client.Hosting</c>.</summary>
internal static partial class HostingLog
{
    public const string Category = "MoCluster.Client.Hosting";

    [LoggerMessage(1, LogLevel.Information, "The listener {UserKey} is declared: {Listener}.")]
    public static partial void Declared(ILogger log, string userKey, Guid listener);

    [LoggerMessage(2, LogLevel.Error, "The listener {UserKey} could not be declared or consumed, and is tried again in {Pause} s: {Code}: {Problem}")]
    public static partial void NotDeclared(ILogger log, Exception? failure, string userKey, double pause, string code, string problem);

    [LoggerMessage(3, LogLevel.Warning, "The stream of the listener {UserKey} was interrupted and is opened again: {Problem}")]
    public static partial void Interrupted(ILogger log, string userKey, string problem);

    [LoggerMessage(4, LogLevel.Warning, "The handler of {Listener} failed at {Subject}, attempt {Attempt}. The event comes again.")]
    public static partial void HandlerFailed(ILogger log, Exception failure, string listener, string subject, int attempt);

    [LoggerMessage(5, LogLevel.Error, "The handler of {Listener} failed at {Subject}, attempt {Attempt}. The event is parked.")]
    public static partial void Parked(ILogger log, Exception failure, string listener, string subject, int attempt);

    [LoggerMessage(6, LogLevel.Information, "The handler of {Listener} wants to try {Subject} again in {Delay} s: {Reason}")]
    public static partial void RetryAsked(ILogger log, string listener, string subject, double delay, string reason);

    [LoggerMessage(7, LogLevel.Warning, "The lease of {Subject} at {Listener} was lost: another program may handle the event. Its handler is cancelled.")]
    public static partial void LeaseLost(ILogger log, string listener, string subject);

    [LoggerMessage(8, LogLevel.Warning, "{Count} leases of {Listener} could not be extended yet: {Problem}")]
    public static partial void NotExtended(ILogger log, int count, string listener, string problem);

    [LoggerMessage(9, LogLevel.Warning, "{Subject} at {Listener} could not be settled yet: {Problem}")]
    public static partial void SettleDelayed(ILogger log, string listener, string subject, string problem);

    [LoggerMessage(10, LogLevel.Warning, "{Subject} at {Listener} could not be settled, and comes again: {Problem}")]
    public static partial void NotSettled(ILogger log, string listener, string subject, string problem);

    [LoggerMessage(11, LogLevel.Warning, "{Count} handlers of {Listener} did not end in time. Their events come again when their leases end.")]
    public static partial void HandlersLeft(ILogger log, string listener, int count);

    [LoggerMessage(13, LogLevel.Warning, "{Count} events of {Listener} could not be given back, and come again when their leases end: {Problem}")]
    public static partial void NotGivenBack(ILogger log, int count, string listener, string problem);

    [LoggerMessage(12, LogLevel.Information, "The handler of {Listener} was cancelled at {Subject}, because the program stops. The event is given back: {Problem}")]
    public static partial void GivenBack(ILogger log, string listener, string subject, string problem);
}
