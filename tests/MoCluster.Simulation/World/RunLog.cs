using Microsoft.Extensions.Logging;

namespace MoCluster.Simulation.World;

/// <summary>The log of one silo. Lines go to the transcript, and a line that shows a contradiction in the code is a violation.</summary>
/// <param name="silo">The silo.</param>
/// <param name="record">The record to which it adds.</param>
internal sealed class RunLog(string silo, RunRecord record) : ILoggerFactory
{
    /// <summary>
    /// "The queue of group … failed" and "A turn of … let an exception escape": no fault of the environment explains these.
    /// </summary>
    private static readonly (string Category, int Event)[] Forbidden =
    [
        ("MoCluster.Grains.Listeners.ListenerGroupGrain", 2004),
        ("MoCluster.Simulator.SimulatorEngine", 1007),
    ];

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider)
    {
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Log(string category, LogLevel level, EventId eventId, string message, Exception? exception)
    {
        record.Transcript?.Tell($"   {silo} {level}: {message}{(exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})")}");
        if (Forbidden.Contains((category, eventId.Id)))
            record.Violate("contradiction", $"{silo}: {message} {exception}");
    }

    private sealed class Logger(RunLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= (log.Told ? LogLevel.Information : LogLevel.Error);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log.Log(category, logLevel, eventId, formatter(state, exception), exception);
        }
    }

    private bool Told => record.Transcript is not null;
}
