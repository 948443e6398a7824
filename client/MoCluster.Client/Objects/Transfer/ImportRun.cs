using System.Globalization;
using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Sends the lines of an import and reads the answer; sends them again under the same id when the connection broke, if they can be read again.</summary>
internal sealed class ImportRun(MoTransport transport, ImportSource source, ImportOptions options)
{
    /// <summary>How often it is told at most how many lines were sent.</summary>
    private static readonly TimeSpan s_told = TimeSpan.FromMilliseconds(200);

    private readonly ImportTally _tally = new();
    private readonly string _id = options.Id ?? Guid.NewGuid().ToString("N");
    private long _toldAt;

    /// <summary>Imports.</summary>
    /// <param name="cancellation">Ends the import. What is done stays done.</param>
    public async Task<ImportResult> RunAsync(CancellationToken cancellation)
    {
        var backOff = new BackOff(transport.Options);
        var (resumptions, inVain) = (0, 0);
        while (true)
        {
            var done = _tally.Progress.Done;
            try
            {
                await SendAsync(cancellation).ConfigureAwait(false);
                return new ImportResult(options.IsDryRun ? null : _id, _tally.Progress, resumptions);
            }
            catch (MoException broken) when (broken.IsRetriable && source is { CanRepeat: true, Failure: null } && Counts(done, ref inVain))
            {
                options.Interrupted?.Invoke(broken);
                await backOff.WaitAsync(broken.RetryAfter, cancellation).ConfigureAwait(false);
                resumptions++;
            }
        }
    }

    /// <summary>Counts an interruption.</summary>
    /// <returns>Whether the lines are sent again.</returns>
    private bool Counts(long done, ref int inVain)
    {
        inVain = _tally.Progress.Done > done ? 0 : inVain + 1;
        return inVain <= options.MaxResumptions;
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(options.Silence, transport.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        _tally.Begin();
        try
        {
            using var answer = await transport.OpenAsync(() => NewRequest(silence), ending.Token, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
            var body = await answer.Content.ReadAsStreamAsync(ending.Token).ConfigureAwait(false);
            using var lines = new StreamReader(body);
            while (await lines.ReadLineAsync(ending.Token).ConfigureAwait(false) is { } line)
            {
                silence.CancelAfter(options.Silence);
                if (Take(line))
                    return;
            }

            throw new MoException(MoErrorCode.OutcomeUnknown, $"The import was cut off. {Again}") { IsRetriable = true };
        }
        catch (Exception failure) when (source.Failure is { } cause && failure != cause)
        {
            throw new IOException($"The lines of the import could not be read: {cause.Message}", cause);
        }
        catch (IOException failure) when (source.Failure is null)
        {
            throw new MoException(MoErrorCode.OutcomeUnknown, $"The import was cut off: {failure.Message} {Again}", failure) { IsRetriable = true };
        }
        catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
        {
            throw new MoException(
                MoErrorCode.OutcomeUnknown, $"Nothing was sent or answered for {options.Silence.TotalSeconds:0.###} s. {Again}", failure) { IsRetriable = true };
        }
        catch (JsonException failure)
        {
            throw new MoException(MoErrorCode.Internal, $"The answer to the import has a line that is none of MoCluster's: {failure.Message}", failure);
        }
    }

    private string Again => $"Import the same file again with the id {_id}.";

    private HttpRequestMessage NewRequest(CancellationTokenSource silence)
    {
        var query = $"?id={Uri.EscapeDataString(_id)}"
            + (options.IsTriggerless ? "&triggerless=1" : "")
            + (options.StopOnError ? "&stop_on_error=1" : "")
            + (options.IsDryRun ? "&dry_run=1" : "")
            + (options.Priority is { } priority ? $"&priority={priority.ToString(CultureInfo.InvariantCulture)}" : "");
        var request = new HttpRequestMessage(HttpMethod.Post, $"v1/import{query}") { Content = new ImportContent(source, Sent) };

        // A refusal before the first line comes before anything is sent.
        request.Headers.ExpectContinue = true;
        return request;

        void Sent(long lines)
        {
            silence.CancelAfter(options.Silence);
            _tally.Sent(lines);
            if (transport.Time.GetElapsedTime(_toldAt) < s_told)
                return;
            _toldAt = transport.Time.GetTimestamp();
            options.Progress?.Report(_tally.Progress);
        }
    }

    /// <summary>Takes a line of the answer.</summary>
    /// <returns>Whether it is the last one, and the whole file was imported.</returns>
    private bool Take(string line)
    {
        using var document = JsonDocument.Parse(line);
        var report = document.RootElement;
        switch (report.GetProperty("kind").GetString())
        {
            case "error":
                Refuse(report);
                return false;
            case "progress":
                _tally.Take(report);
                options.Progress?.Report(_tally.Progress);
                return false;
            case "end":
                _tally.Take(report);
                options.Progress?.Report(_tally.Progress);
                return report.GetProperty("complete").GetBoolean() ? true : throw EndedEarly(report);
            default:
                return false;
        }
    }

    private void Refuse(JsonElement report)
    {
        var line = report.GetProperty("line").GetInt64();
        if (!_tally.IsNew(line))
            return;
        options.Refused?.Invoke(new ImportRefusal(
            line, report.GetProperty("code").GetString()!, report.GetProperty("message").GetString()!, TextOrNull(report, "path"), IsSet(report, "retriable")));
    }

    private static MoException EndedEarly(JsonElement report) => new(
        TextOrNull(report, "code") ?? MoErrorCode.Internal, TextOrNull(report, "message") ?? "The import ended early, and the server did not say why.")
    {
        IsRetriable = IsSet(report, "retriable"),
    };

    private static string? TextOrNull(JsonElement report, string name) => report.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static bool IsSet(JsonElement report, string name) => report.TryGetProperty(name, out var truth) && truth.ValueKind == JsonValueKind.True;
}
