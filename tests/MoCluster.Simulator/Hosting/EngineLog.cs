using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace MoCluster.Simulator;

/// <summary>All log lines of the engine.</summary>
internal sealed partial class EngineLog(ILogger log)
{
    private readonly ILogger _log = log;

    [LoggerMessage(1001, LogLevel.Warning, "One-way call {Method} of {Grain} failed")]
    public partial void OneWayFailed(string method, GrainId grain, Exception exception);

    [LoggerMessage(1002, LogLevel.Warning, "One-way call {Method} of {Grain} was refused")]
    public partial void OneWayRejected(string method, GrainId grain, Exception exception);

    [LoggerMessage(1003, LogLevel.Warning, "Response did not arrive on time in {Timeout} for {Method} of {Grain}.{Why}")]
    public partial void TimedOut(string method, GrainId grain, TimeSpan timeout, string why);

    [LoggerMessage(1004, LogLevel.Error, "{Grain} could not be activated")]
    public partial void ActivationFailed(GrainId grain, Exception exception);

    [LoggerMessage(1005, LogLevel.Error, "{Grain} failed to deactivate; it is gone all the same")]
    public partial void DeactivationFailed(GrainId grain, Exception exception);

    [LoggerMessage(1006, LogLevel.Warning, "A timer of {Grain} failed; it goes on")]
    public partial void TimerFailed(GrainId grain, Exception exception);

    [LoggerMessage(1007, LogLevel.Error, "A turn of {Grain} let an exception escape")]
    public partial void TurnFailed(GrainId grain, Exception exception);

    [LoggerMessage(1008, LogLevel.Warning, "{Count} activations had not ended within {Timeout}")]
    public partial void StopIncomplete(int count, TimeSpan timeout);

    [LoggerMessage(1009, LogLevel.Warning, "An item of stream {Stream} could not be delivered to {Grain}; tried again after {Delay}")]
    public partial void DeliveryFailed(StreamId stream, GrainId grain, TimeSpan delay, Exception exception);

    [LoggerMessage(1010, LogLevel.Error, "An item of stream {Stream} was not delivered to {Grain} and is given up")]
    public partial void DeliveryGivenUp(StreamId stream, GrainId grain, Exception exception);

    [LoggerMessage(1011, LogLevel.Warning, "{Grain} is subscribed to stream {Stream} and attached no observer; the item is dropped")]
    public partial void NoObserver(GrainId grain, StreamId stream);

    [LoggerMessage(1013, LogLevel.Information, "Stream {Stream} stops with the silo; an item that was waiting is dropped")]
    public partial void StreamStopped(StreamId stream);

    [LoggerMessage(1012, LogLevel.Error, "Stream {Stream} failed")]
    public partial void StreamFailed(StreamId stream, Exception exception);
}
