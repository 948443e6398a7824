using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Client.Grains;

/// <summary>Receives the events of a listener by one fetch after another, each of which waits for events.</summary>
/// <param name="calls">Fetches.</param>
/// <param name="listener">The listener.</param>
/// <param name="options">The window, and who is told when the server is reached.</param>
internal sealed class GrainSource(GrainEventCalls calls, MoListener listener, ConsumeOptions options) : IEventSource
{
    private readonly Fetch _fetch = new(listener.Uuid, options.Window, calls.LongestWait, options.Window);
    private bool _isOpen;

    /// <inheritdoc />
    public async Task ReceiveAsync(Queue<MoEvent> received, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var found = await GrainCalls.OnceAsync(() => calls.FetchOnceAsync(_fetch, cancellation), cancellation).ConfigureAwait(false);
        if (!_isOpen)
            options.Opened?.Invoke();
        _isOpen = true;
        foreach (var delivery in found)
            received.Enqueue(GrainEventCalls.ToEvent(delivery, listener));
    }

    /// <summary>There is no connection to close: a fetch ends with its token.</summary>
    public ValueTask CloseAsync()
    {
        _isOpen = false;
        return ValueTask.CompletedTask;
    }
}
