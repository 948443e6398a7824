using Microsoft.Extensions.Logging;

namespace MoCluster.Client.AspNetCore.Receiving;

/// <summary>All log lines of the receiver of triggers.</summary>
internal static partial class TriggerLog
{
    [LoggerMessage(1, LogLevel.Information, "The trigger at {Url} refused the change of {Uuid}: {Reason}")]
    public static partial void Refused(ILogger log, string url, Guid uuid, string reason);

    [LoggerMessage(2, LogLevel.Error, "The trigger at {Url} failed at the change of {Uuid}. The call is refused.")]
    public static partial void Failed(ILogger log, Exception failure, string url, Guid uuid);

    [LoggerMessage(3, LogLevel.Warning, "A call of the trigger at {Url} was not taken: {Problem}")]
    public static partial void NotTaken(ILogger log, string url, string problem);
}
