using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace MoCluster.Silo.Diagnostics;

/// <summary>
/// Writes a log entry as one line. Stack traces are written only for errors of MoCluster itself, because those need investigation;
/// Orleans' calls fail often when silos come and go. <c>Logging:Console:FormatterName=simple</c> writes all stack traces.
/// </summary>
internal sealed class LineFormatter() : ConsoleFormatter(FormatterName)
{
    /// <summary>The name of the formatter in <c>Logging:Console:FormatterName</c>.</summary>
    public const string FormatterName = "line";

    /// <inheritdoc />
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", CultureInfo.InvariantCulture));
        textWriter.Write(LevelOf(logEntry.LogLevel));
        textWriter.Write(": ");
        textWriter.Write(logEntry.Category);
        textWriter.Write('[');
        textWriter.Write(logEntry.EventId.Id);
        textWriter.Write("] ");
        var isOrleans = logEntry.Category.StartsWith("Orleans.", StringComparison.Ordinal);
        textWriter.Write(OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception), isOrleans));
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write(' ');
            var isOwnError = logEntry.LogLevel >= LogLevel.Error && !isOrleans;
            textWriter.Write(OneLine(isOwnError ? exception.ToString() : Messages(exception), isOrleans));
        }

        textWriter.Write('\n');
    }

    private static string Messages(Exception exception) => exception.InnerException is { } inner && !exception.Message.Contains(inner.Message, StringComparison.Ordinal)
        ? $"({exception.GetType().Name}: {exception.Message}) {Messages(inner)}"
        : $"({exception.GetType().Name}: {exception.Message})";

    /// <summary>The text on one line, without the stack traces that Orleans writes into its messages.</summary>
    private static string OneLine(string text, bool endsBeforeTraces)
    {
        var line = text.ReplaceLineEndings(" ");
        return endsBeforeTraces && line.IndexOf("   at ", StringComparison.Ordinal) is var trace and >= 0 ? line[..trace] : line;
    }

    private static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
