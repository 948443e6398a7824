using System.Text.Json;

namespace MoCluster.Client;

/// <summary>A line of the answer to an import (docs/import.md §5).</summary>
/// <param name="Kind">import, progress, error or end.</param>
internal sealed record ImportReport(string Kind)
{
    /// <summary>How far the import is, in progress and at the end. What was sent is not in it.</summary>
    public ImportProgress Totals { get; private init; }

    /// <summary>Whether the whole file was imported, at the end.</summary>
    public bool IsComplete { get; private init; }

    /// <summary>What is wrong: of a line in an error, of the import at the end; null when nothing is.</summary>
    public ImportRefusal? Refusal { get; private init; }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <exception cref="MoException">It is none of MoCluster's.</exception>
    public static ImportReport Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Read(document.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new MoException(MoErrorCode.Internal, $"The answer to the import has a line that is none of MoCluster's: {failure.Message}", failure)
            {
                IsRetriable = true,
            };
        }
    }

    private static ImportReport Read(JsonElement report)
    {
        return new ImportReport(report.GetProperty("kind").GetString()!)
        {
            Totals = new ImportProgress(
                0, Number("read"), Number("done"), Number("created"), Number("changed"), Number("unchanged"), Number("failed"), Number("after_trigger_failures")),
            IsComplete = Truth("complete"),
            Refusal = Text("code") is { } code
                ? new ImportRefusal(Number("line"), code, Text("message") ?? "The server did not say why.", Text("path"), Truth("retriable"))
                : null,
        };

        long Number(string name) => report.TryGetProperty(name, out var number) ? number.GetInt64() : 0;
        string? Text(string name) => report.TryGetProperty(name, out var text) ? text.GetString() : null;
        bool Truth(string name) => report.TryGetProperty(name, out var truth) && truth.GetBoolean();
    }
}
