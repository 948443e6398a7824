using System.Runtime.CompilerServices;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Reads an export. The server cuts the connection if it cannot go on, so what ends without an error is whole.</summary>
internal sealed class ExportRun(MoTransport transport, ExportOptions options)
{
    private const int BufferSize = 65_536;

    /// <summary>Copies the export.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellation">Ends the export.</param>
    /// <returns>How many objects it has.</returns>
    public async Task<long> CopyAsync(Stream destination, CancellationToken cancellation)
    {
        using var answer = await OpenAsync(cancellation).ConfigureAwait(false);
        var body = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = new byte[BufferSize];
        var objects = 0L;
        while (await ReadAsync(end => body.ReadAsync(buffer, end), cancellation).ConfigureAwait(false) is var read && read > 0)
        {
            await destination.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            objects += buffer.AsSpan(0, read).Count((byte)'\n');
            options.Progress?.Report(objects);
        }

        return objects;
    }

    /// <summary>Reads the export line by line.</summary>
    /// <param name="cancellation">Ends the export.</param>
    public async IAsyncEnumerable<string> ReadLinesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var answer = await OpenAsync(cancellation).ConfigureAwait(false);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false), bufferSize: BufferSize);
        var objects = 0L;
        while (await ReadAsync(end => lines.ReadLineAsync(end), cancellation).ConfigureAwait(false) is { } line)
        {
            options.Progress?.Report(++objects);
            yield return line;
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(CancellationToken cancellation)
    {
        var query = string.Join('&', (options.Types ?? []).Select(type => $"type={Uri.EscapeDataString(type)}"));
        var backOff = new BackOff(transport.Options);
        using var deadline = new Deadline(transport.Time, transport.Options.Timeout, cancellation);
        while (true)
        {
            try
            {
                return await transport.OpenAsync(() => new HttpRequestMessage(HttpMethod.Get, $"v1/export{(query.Length > 0 ? "?" : "")}{query}"), cancellation)
                    .ConfigureAwait(false);
            }
            catch (MoException passing) when (passing.IsRetriable && !deadline.Token.IsCancellationRequested)
            {
                await backOff.WaitAsync(passing.RetryAfter, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<T> ReadAsync<T>(Func<CancellationToken, ValueTask<T>> read, CancellationToken cancellation)
    {
        using var silence = new Deadline(transport.Time, options.Silence, cancellation);
        try
        {
            return await read(silence.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            throw new MoException(MoErrorCode.Unavailable, $"The export was cut off: {failure.Message}", failure) { IsRetriable = true };
        }
        catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
        {
            throw new MoException(
                MoErrorCode.Unavailable, $"The export got nothing for {options.Silence.TotalSeconds:0.###} s.", failure) { IsRetriable = true };
        }
    }
}
