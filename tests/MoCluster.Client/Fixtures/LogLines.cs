using Microsoft.Extensions.Logging;

namespace MoCluster.Client.Tests.Fixtures;

/// <summary>Keeps log lines, and signals when one comes that a test waits for.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly Lock _lock = new();
    private readonly List<(LogLevel Level, string Line)> _lines = [];
    private readonly List<(string Part, TaskCompletionSource Seen)> _awaited = [];

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<(LogLevel Level, string Line)> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    /// <summary>Waits until a line has a part.</summary>
    public Task SeenAsync(string part, CancellationToken cancellation)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_lines.Any(line => line.Line.Contains(part, StringComparison.Ordinal)))
                return Task.CompletedTask;
            _awaited.Add((part, seen));
        }

        return seen.Task.WaitAsync(cancellation);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, exception);
        lock (_lock)
        {
            _lines.Add((logLevel, line));
            foreach (var (part, seen) in _awaited)
            {
                if (line.Contains(part, StringComparison.Ordinal))
                    seen.TrySetResult();
            }
        }
    }

    public void Dispose()
    {
    }
}
