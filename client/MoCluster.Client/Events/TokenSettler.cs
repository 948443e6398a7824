using System.Threading.Channels;
using MoCluster.Client.Telemetry;

namespace MoCluster.Client;

/// <summary>
/// Settles events by their tokens. Acknowledgements that come while one is under way go together in the next request, so that none waits for a
/// timer, and many cost one commit.
/// </summary>
internal sealed class TokenSettler : IAsyncDisposable
{
    private readonly IEventCalls _calls;
    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _starting = new();
    private Task? _sending;

    public TokenSettler(IEventCalls calls) => _calls = calls;

    public void Ack(MoEvent settled) => Add(new Waiting(settled, null));

    public async ValueTask AckAsync(MoEvent settled, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(new Waiting(settled, done));
        await done.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Acknowledges by tokens, in a request of their own.</summary>
    public Task AckAsync(IReadOnlyList<string> tokens, CancellationToken cancellation) =>
        _calls.AckAsync(tokens, cancellation);

    public async Task<IReadOnlyList<bool>> NakAsync(IReadOnlyList<string> tokens, TimeSpan? delay, string? reason, CancellationToken cancellation)
    {
        var stood = await _calls.NakAsync(tokens, delay, reason, cancellation).ConfigureAwait(false);
        MoTelemetry.Settled("nack", tokens.Count, listener: null);
        return stood;
    }

    public async Task<IReadOnlyList<bool>> ParkAsync(IReadOnlyList<string> tokens, string? reason, CancellationToken cancellation)
    {
        var stood = await _calls.ParkAsync(tokens, reason, cancellation).ConfigureAwait(false);
        MoTelemetry.Settled("park", tokens.Count, listener: null);
        return stood;
    }

    public Task<IReadOnlyList<DateTimeOffset?>> TouchAsync(IReadOnlyList<string> tokens, TimeSpan? lease, CancellationToken cancellation) =>
        _calls.TouchAsync(tokens, lease, cancellation);

    /// <summary>Sends what waits, for no longer than a call may take.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        Task? sending;
        lock (_starting)
            sending = _sending;
        if (sending is not null)
        {
            _ending.CancelAfter(_calls.Options.CloseTimeout);
            await sending.ConfigureAwait(false);
        }

        _ending.Dispose();
    }

    private void Add(Waiting one)
    {
        if (_sending is null)
        {
            lock (_starting)
                _sending ??= Task.Run(SendAsync);
        }

        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(one), typeof(MoClient));
    }

    private async Task SendAsync()
    {
        var batch = new List<Waiting>();
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < _calls.Options.MaxBatch && _waiting.Reader.TryRead(out var one))
                batch.Add(one);
            await SendAsync(batch).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(List<Waiting> batch)
    {
        try
        {
            await _calls.AckAsync([.. batch.Select(one => one.Event.Token)], _ending.Token).ConfigureAwait(false);
            foreach (var one in batch)
            {
                one.Done?.TrySetResult();
                MoTelemetry.Settled("ack", 1, one.Event.Listener);
            }
        }
        catch (MoException refusal) when (batch.Count > 1 && !refusal.IsRetriable)
        {
            // One of them may be at fault, such as one whose listener is gone. The others must not suffer for it.
            foreach (var one in batch)
                await SendAsync([one]).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            foreach (var one in batch)
                one.Fail(failure is OperationCanceledException ? new MoException(MoErrorCode.Unavailable, "The client was disposed before the event could be acknowledged.", failure) : failure);
        }
    }

    private readonly record struct Waiting(MoEvent Event, TaskCompletionSource? Done)
    {
        public void Fail(Exception failure)
        {
            if (Done is not null)
                Done.TrySetException(failure);
            else
                Event.Listener.OnAckFailed(Event, failure);
        }
    }
}
