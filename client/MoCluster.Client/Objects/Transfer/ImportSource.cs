using System.Text;

namespace MoCluster.Client;

/// <summary>The lines of an import, as a stream or one by one.</summary>
internal abstract class ImportSource
{
    /// <summary>Whether the lines can be sent from the first one on: nothing was sent yet, or they can be read again.</summary>
    public abstract bool CanSend { get; }

    /// <summary>Why the lines could not be read; null if they could. It is the fault of their source, so that sending them again does not help.</summary>
    public Exception? Failure { get; private set; }

    public static ImportSource Of(Stream file) => new FromStream(file);

    public static ImportSource Of(IAsyncEnumerable<string> lines) => new FromLines(lines);

    /// <summary>Writes all lines.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="sent">Is told how many lines were written since it was told before.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public abstract Task WriteAsync(Stream output, Action<long> sent, CancellationToken cancellation);

    /// <summary>Reads from the source, and remembers its failure.</summary>
    private protected async ValueTask<T> ReadAsync<T>(ValueTask<T> reading)
    {
        try
        {
            return await reading.ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failure = failure;
            throw;
        }
    }

    private sealed class FromStream(Stream file) : ImportSource
    {
        private const int BufferSize = 65_536;

        private readonly long _start = file.CanSeek ? file.Position : 0;
        private bool _hasBegun;

        public override bool CanSend => file.CanSeek || !_hasBegun;

        public override async Task WriteAsync(Stream output, Action<long> sent, CancellationToken cancellation)
        {
            _hasBegun = true;
            if (file.CanSeek)
                file.Position = _start;
            var buffer = new byte[BufferSize];
            while (await ReadAsync(file.ReadAsync(buffer, cancellation)).ConfigureAwait(false) is var read && read > 0)
            {
                await output.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
                sent(buffer.AsSpan(0, read).Count((byte)'\n'));
            }
        }
    }

    private sealed class FromLines(IAsyncEnumerable<string> lines) : ImportSource
    {
        private bool _hasBegun;

        public override bool CanSend => !_hasBegun;

        public override async Task WriteAsync(Stream output, Action<long> sent, CancellationToken cancellation)
        {
            _hasBegun = true;
            await using var each = lines.GetAsyncEnumerator(cancellation);
            while (await ReadAsync(each.MoveNextAsync()).ConfigureAwait(false))
            {
                await output.WriteAsync(Encoding.UTF8.GetBytes(each.Current + "\n"), cancellation).ConfigureAwait(false);
                sent(1);
            }
        }
    }
}
