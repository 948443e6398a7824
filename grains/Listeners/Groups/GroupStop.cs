namespace MoCluster.Grains.Listeners.Groups;

/// <summary>Ends the activation in order, when the silo stops or the group sleeps.</summary>
/// <param name="activation">The activation.</param>
internal sealed class GroupStop(GroupActivation activation)
{
    /// <summary>
    /// Ends the waits of fetches, before the activation ends. Calls that change the queue are still carried out.
    /// </summary>
    public void EndWaits()
    {
        activation.Requests.EndWaits(GroupRefusals.ActivationEnded);

        // Only the timer ends a pause, and it may not tick any more. Nothing has been done for the calls that wait for it.
        if (activation.Pause.IsOn)
            activation.Requests.Close(GroupRefusals.ActivationEnded);
        activation.CatchUp.Wake();
    }

    /// <summary>Ends the activation: refuses the waiting calls, writes the progress that is not stored yet, and tells the routers.</summary>
    /// <param name="cancellation">Ends the wait for the commit under way.</param>
    public async Task LeaveAsync(CancellationToken cancellation)
    {
        if (activation.Queue is null)
            return;
        try
        {
            await LeaveAsync().WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The commit under way may still succeed if no other activation has taken the epoch. Settlements that were not written are found
            // again by reading the log.
            activation.Services.Logger.GroupLeftLate(activation.Group);
        }
    }

    private async Task LeaveAsync()
    {
        await activation.Loop.EnterGapAsync();
        var isCurrent = activation.End is null;
        activation.End ??= GroupRefusals.ActivationEnded;
        activation.Services.Awake.Forget(activation);
        activation.Requests.Close(activation.End);

        // If another activation has taken over, the routers' subscriptions belong to it and must stay.
        if (!isCurrent || activation.Queue is not { } queue)
            return;

        // What is not stored yet could be found again by reading the log. If it is written now, the next activation need not read it.
        await activation.Loop.FlushAsync();

        // Does not wait for the routers: they may have ended too, and the next activation waits for this one to end.
        foreach (var listener in queue.Listeners)
            _ = activation.Subscriptions.UnsubscribeAsync(listener.Definition.Stream, listener.Definition.Uuid);
    }
}
