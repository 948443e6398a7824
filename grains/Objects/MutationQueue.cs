namespace MoCluster.Grains.Objects;

/// <summary>
/// Lets the mutations of one object run one at a time, in order of arrival. Only the turns of one grain use it, so it needs no lock.
/// </summary>
/// <param name="limit">The most mutations that may wait.</param>
internal sealed class MutationQueue(int limit)
{
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private bool _taken;

    /// <summary>Whether one more mutation would have to wait, and too many wait already.</summary>
    public bool IsFull => _taken && _waiting.Count >= limit;

    /// <summary>Whether a mutation can enter without waiting.</summary>
    public bool IsFree => !_taken;

    /// <summary>Waits until it is the caller's turn. The caller then calls <see cref="Leave"/> when it is done.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled; it is not the caller's turn.</exception>
    public async ValueTask EnterAsync(CancellationToken cancellation)
    {
        if (!_taken)
        {
            _taken = true;
            return;
        }
        // The caller awaits the source directly, so it continues on the grain's turns, whichever thread completes the source.
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var place = _waiting.AddLast(turn);
        using var end = cancellation.Register(() => turn.TrySetCanceled(cancellation));
        try
        {
            await turn.Task;
        }
        catch (OperationCanceledException)
        {
            if (place.List is not null)
                _waiting.Remove(place);
            throw;
        }
    }

    /// <summary>Ends the caller's turn, and begins that of the next mutation.</summary>
    public void Leave()
    {
        while (_waiting.First is { } next)
        {
            _waiting.RemoveFirst();

            // A waiter that was cancelled, on any thread, may still be in the list: it is skipped.
            if (next.Value.TrySetResult())
                return;
        }
        _taken = false;
    }
}
