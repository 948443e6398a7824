using System.Globalization;
using System.Runtime.ExceptionServices;
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
    private ImportRefusal? _refused;

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
            catch (MoException broken) when (broken.IsRetriable && source is { CanSend: true, Failure: null } && CanResume(done, ref inVain))
            {
                options.Interrupted?.Invoke(broken);
                await backOff.WaitAsync(broken.RetryAfter, cancellation).ConfigureAwait(false);
                resumptions++;
            }
        }
    }

    /// <summary>Counts an interruption.</summary>
    /// <returns>Whether the lines are sent again.</returns>
    private bool CanResume(long done, ref int inVain)
    {
        inVain = _tally.Progress.Done > done ? 0 : inVain + 1;
        return inVain <= options.MaxResumptions;
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(options.Silence, transport.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        _tally.Begin(forgets: options.IsDryRun);
        using var answer = await GuardAsync(
            transport.OpenAsync(() => NewRequest(silence), ending.Token, Timeout.InfiniteTimeSpan), cancellation).ConfigureAwait(false);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false));
        while (true)
        {
            var line = await GuardAsync(lines.ReadLineAsync(ending.Token).AsTask(), cancellation).ConfigureAwait(false) ?? throw CutOff("It has no end.", null);
            silence.CancelAfter(options.Silence);
            if (Take(ImportReport.Read(line)))
                return;
        }
    }

    /// <summary>Waits for the server, and tells failures of the connection from those of the source.</summary>
    private async Task<T> GuardAsync<T>(Task<T> waiting, CancellationToken cancellation)
    {
        try
        {
            return await waiting.ConfigureAwait(false);
        }
        catch (Exception) when (source.Failure is not null)
        {
            ExceptionDispatchInfo.Throw(source.Failure);
            throw;
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            throw CutOff(failure.Message, failure);
        }
        catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
        {
            throw CutOff($"Nothing was sent or answered for {options.Silence.TotalSeconds:0.###} s.", failure);
        }
    }

    private MoException CutOff(string why, Exception? failure) =>
        new(MoErrorCode.OutcomeUnknown, $"The import was cut off: {why} Import the same file again with the id {_id}.", failure) { IsRetriable = true };

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
    private bool Take(ImportReport report)
    {
        if (report is { Kind: "error", Refusal: { } refusal })
            Refuse(refusal);
        if (report.Kind is not ("progress" or "end"))
            return false;
        _tally.Take(report.Totals);
        options.Progress?.Report(_tally.Progress);
        return report switch
        {
            { Kind: "progress" } => false,
            { IsComplete: true } => true,
            _ => throw EndedEarly(report.Refusal),
        };
    }

    private void Refuse(ImportRefusal refusal)
    {
        _refused ??= refusal;
        if (_tally.Refuse(refusal.Line))
            options.Refused?.Invoke(refusal);
    }

    /// <summary>Says why the import ended early: for the refused line where it was asked to end there, else for what the server says.</summary>
    private MoException EndedEarly(ImportRefusal? why)
    {
        if (options.StopOnError && _refused is { } line)
            return new MoException(line.Code, $"Line {line.Line}: {line.Message} The import was asked to end there.") { Path = line.Path };
        return new MoException(why?.Code ?? MoErrorCode.Internal, why?.Message ?? "The import ended early, and the server did not say why.")
        {
            IsRetriable = why?.IsRetriable == true,
        };
    }
}
