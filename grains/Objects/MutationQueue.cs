namespace MoCluster.Grains.Objects;

/// <summary>
/// Lets the mutations of one object pass one at a time, in order of arrival. Used within the turns of one grain only, so that it
/// needs no lock.
/// </summary>
/// <param name="limit">How many wait at most.</param>
internal sealed class MutationQueue(int limit)
{
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private bool _taken;

    /// <summary>Whether one more would wait, and may not.</summary>
    public bool IsFull => _taken && _waiting.Count >= limit;

    /// <summary>Whether the turn can be had without a wait.</summary>
    public bool IsFree => !_taken;

    /// <summary>Waits for the turn; whoever got it calls <see cref="Leave"/>.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended; the turn was not taken.</exception>
    public async ValueTask EnterAsync(CancellationToken cancellation)
    {
        if (!_taken)
        {
            _taken = true;
            return;
        }
        // Whoever waits awaits the source itself, so that it goes on in the grain's turns whoever completes it.
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

    /// <summary>Gives the turn to the next.</summary>
    public void Leave()
    {
        while (_waiting.First is { } next)
        {
            _waiting.RemoveFirst();

            // One whose wait was ended, on whatever thread, has not been told yet: it is passed over.
            if (next.Value.TrySetResult())
                return;
        }
        _taken = false;
    }
}
