using MoCluster.Client.Telemetry;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>
/// Hands out what a source sends, and lets it connect again when it fails. What was received and not taken is given back at the end, so that another
/// consumer gets it at once.
/// </summary>
internal sealed class EventStream(MoListener listener, ConsumeOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan s_parting = TimeSpan.FromSeconds(2);

    /// <summary>What is given back is delivered so much later, when the server knows that this stream is closed and does not send it here again.</summary>
    private static readonly TimeSpan s_closing = TimeSpan.FromMilliseconds(250);

    private readonly Queue<MoEvent> _received = [];
    private readonly IEventSource _source = listener.Calls.NewSource(listener, options);
    private readonly BackOff _backOff = new(listener.Calls.Options);

    /// <summary>The next event. Waits until one comes.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="MoException">The server refused for good, for example because the listener was deleted.</exception>
    public async ValueTask<MoEvent> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (_received.TryDequeue(out var next))
                return next;
            try
            {
                await ReceiveAsync(cancellation).ConfigureAwait(false);
                _backOff.Reset();
            }
            catch (MoException interrupted) when (interrupted.IsRetriable)
            {
                await _source.CloseAsync().ConfigureAwait(false);
                options.Interrupted?.Invoke(interrupted);
                MoTelemetry.Interrupted(listener, interrupted.Code);
                await _backOff.WaitAsync(interrupted.RetryAfter, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Closes the source, and gives back what was received and not taken.</summary>
    public async ValueTask DisposeAsync()
    {
        await _source.CloseAsync().ConfigureAwait(false);
        if (_received.Count == 0)
            return;
        using var parting = new Deadline(listener.Calls.Options.TimeProvider, s_parting, CancellationToken.None);
        try
        {
            foreach (var untaken in _received.Chunk(listener.Calls.Options.MaxBatch))
            {
                await listener.Settler.NakAsync(
                    [.. untaken.Select(one => one.Token)], s_closing, "The consumer ended before it took the event.", parting.Token).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is MoException or OperationCanceledException)
        {
            // Their leases end by themselves.
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            await _source.ReceiveAsync(_received, cancellation).ConfigureAwait(false);
        }
        finally
        {
            // A source that fails may have received some before.
            if (_received.Count > 0)
                MoTelemetry.Received(listener, _received.Count);
        }
    }
}
