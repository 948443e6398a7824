using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Listeners.Groups;

/// <summary>Lets a call wait until enough of the log has been read for it, within limits of time.</summary>
/// <param name="activation">The activation.</param>
internal sealed class GroupCatchUp(GroupActivation activation)
{
    private readonly GroupServices _services = activation.Services;
    private TaskCompletionSource? _moreRead;

    /// <summary>
    /// Makes sure that a fetch sees every event that was committed before it: a caller that publishes and then fetches finds its event, and
    /// better priorities go first. Most events come by their doorbell within milliseconds; the others are read. A backlog is not waited for:
    /// while anything is ready, the rest of the log is read in the background.
    /// </summary>
    /// <param name="listener">The listener.</param>
    /// <param name="wait">How long the fetch waits for events. A fetch that waits continues to wait while the log is read.</param>
    /// <param name="cancellation">Cancelled when the caller has left.</param>
    /// <returns>Null when the fetch may go on.</returns>
    public async ValueTask<Refusal?> WaitAsync(Guid listener, TimeSpan wait, CancellationToken cancellation)
    {
        if (activation.Requests.WaitsEnded is { } ended)
            return ended;
        if (activation.Queue?.Find(listener) is not { IsServing: true } queued)
            return null;
        long head;
        try
        {
            head = await ReadHeadAsync(queued.Definition.Stream, cancellation);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or TimeoutException or OperationCanceledException)
        {
            return GroupRefusals.Overloaded("The end of the log could not be read in time");
        }

        if (await IsReadAsync(listener, head, _services.Options.DoorbellWait))
            return null;
        activation.Queue?.Find(listener)?.Reached(head);
        activation.Reader.Resume();
        return await IsReadAsync(listener, head, _services.Options.CatchUp) || wait > TimeSpan.Zero
            ? null
            : GroupRefusals.Overloaded("The log could not be read to its end in time");
    }

    /// <summary>Waits until the subjects of a command have been read, while reading continues, and at most for the longest wait.</summary>
    public async Task WaitAsync(EntryCommand command)
    {
        var until = _services.Time.GetTimestamp() + activation.Ticks(_services.Options.MaxWait);
        while (activation.Requests.WaitsEnded is null
            && _services.Time.GetElapsedTime(_services.Time.GetTimestamp(), until) is var left && left > TimeSpan.Zero
            && activation.Queue?.Find(command.Listener) is { } listener && activation.Reader.IsReading(listener.Definition.Stream)
            && EntryRules.CheckRead(command, listener) is not null)
        {
            if (!await MoreReadAsync(left))
                return;
        }
    }

    /// <summary>Wakes the calls that wait for more of the log. Each looks for itself, and may wait again.</summary>
    public void Wake()
    {
        var moreRead = _moreRead;
        _moreRead = null;
        moreRead?.SetResult();
    }

    /// <summary>
    /// Reads where a stream ends. A store in memory answers at once; a store that hangs must hold up neither callers nor the end of the activation.
    /// </summary>
    private async ValueTask<long> ReadHeadAsync(StreamKey stream, CancellationToken cancellation)
    {
        var read = _services.Store.ReadHeadsAsync([stream], cancellation);
        var heads = read.IsCompletedSuccessfully
            ? read.Result
            : await read.AsTask().WaitAsync(_services.Options.CatchUp, _services.Time, cancellation);
        return heads is [var head] ? head.Last : 0;
    }

    /// <summary>Waits until a listener's log is read up to a number.</summary>
    /// <returns>Whether that happened in time.</returns>
    private async ValueTask<bool> IsReadAsync(Guid listener, long number, TimeSpan longest)
    {
        var started = _services.Time.GetTimestamp();
        while (IsBehind(listener, number))
        {
            var left = longest - _services.Time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || !await MoreReadAsync(left))
                return !IsBehind(listener, number);
        }

        return true;
    }

    /// <summary>Whether a fetch must wait until more of the log is read: it is not read up to a number, and there is room for it.</summary>
    private bool IsBehind(Guid listener, long number) => activation.Requests.WaitsEnded is null
        && activation.Queue is { } queue && queue.Find(listener) is { } queued && queued.Numbers.Read < number
        && (queued.Head < number || queue.NextRead(queued, _services.Options.Window) is not null)
        && (number - queued.Numbers.Read <= _services.Options.Window || !queue.HasReady(queued));

    /// <summary>Waits until more of the log has been read, or something else has changed for which a fetch waits.</summary>
    /// <returns>False when the time was over before.</returns>
    private async Task<bool> MoreReadAsync(TimeSpan longest)
    {
        var more = (_moreRead ??= new TaskCompletionSource()).Task;
        await more.WaitAsync(longest, _services.Time)
            .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        return more.IsCompleted;
    }
}
