using Microsoft.Extensions.Logging;

namespace MoCluster.Tests.Telemetry;

/// <summary>Keeps what is logged.</summary>
internal class ListLogger : ILogger
{
    private readonly List<(int Event, string Text)> _lines = [];

    /// <summary>The lines of one kind.</summary>
    public IReadOnlyList<string> Of(int id)
    {
        lock (_lines)
            return [.. _lines.Where(line => line.Event == id).Select(line => line.Text)];
    }

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc />
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
            _lines.Add((eventId.Id, formatter(state, exception)));
    }
}
