using MoCluster.GrainInterfaces;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Lanes;

namespace MoCluster.Grains.Listeners.Groups;

/// <summary>Reads the log in the background, one window at a time, each once for all listeners of the group on its stream.</summary>
/// <param name="activation">The activation.</param>
internal sealed class GroupLogReader(GroupActivation activation)
{
    private readonly GroupServices _services = activation.Services;
    private readonly HashSet<StreamKey> _reading = [];

    /// <summary>Whether a stream is being read.</summary>
    public bool IsReading(StreamKey stream) => _reading.Contains(stream);

    /// <summary>Reads more of every stream that has unread events, as far as there is room.</summary>
    public void Resume()
    {
        if (activation.End is not null || activation.Queue is not { } queue)
            return;
        foreach (var listener in queue.Listeners)
        {
            if (listener.Numbers.Read < listener.Head && !_reading.Contains(listener.Definition.Stream)
                && queue.NextRead(listener, _services.Options.Window) is not null && !activation.Pause.IsOn
                && _reading.Add(listener.Definition.Stream))
            {
                _ = ReadAsync(queue, listener.Definition.Stream);
            }
        }
    }

    /// <summary>Reads one window of the log, or of a lane, for all listeners of the group on a stream.</summary>
    /// <returns>Whether there was anything to read.</returns>
    public async Task<bool> ReadWindowAsync(ListenerQueue queue, StreamKey stream)
    {
        var window = _services.Options.Window;
        var listeners = queue.Listeners.Where(listener => listener.Definition.Stream == stream).ToArray();
        var wanted = listeners.Select(listener => queue.NextRead(listener, window)).OfType<LogRange>();
        if (ReadPlan.Choose(wanted) is not { } read)
            return false;
        var events = read.Lane is { } lane
            ? await _services.Store.ReadLaneAsync(stream, lane, read.From, read.To, window, CancellationToken.None)
            : await _services.Store.ReadEventsAsync(stream, read.From, window, CancellationToken.None);
        if (read.Lane is null && events.IsEmpty)
            return await SkipTrimmedAsync(stream, read.From, listeners);
        if (read.Lane is null && events[0].Number > read.From)
            SkipTo(listeners, events[0].Number - 1);
        var now = _services.Store.Now;
        activation.Status.Changed();
        foreach (var listener in listeners)
            queue.Take(listener, read, events, window, now);
        return true;
    }

    private async Task ReadAsync(ListenerQueue queue, StreamKey stream)
    {
        GrainActivities.Leave();
        try
        {
            while (activation.End is null && await ReadWindowAsync(queue, stream))
            {
                activation.CatchUp.Wake();
                activation.Loop.Run();

                // A store that answers at once would keep every other call waiting until the whole log is read.
                await Task.Yield();
            }
        }
        catch (Exception exception)
        {
            _services.Logger.LogReadFailed(exception, activation.Group, stream);
            activation.Pause.Begin();
        }

        _reading.Remove(stream);

        activation.CatchUp.Wake();
        if (activation.End is null)
            activation.Loop.Run();
    }

    /// <summary>Skips the events that the log no longer keeps, after a read found none where the log was reported to have some.</summary>
    /// <returns>Whether anything was skipped. If not, the report was wrong.</returns>
    private async Task<bool> SkipTrimmedAsync(StreamKey stream, long from, QueuedListener[] listeners)
    {
        var heads = await _services.Store.ReadHeadsAsync([stream], CancellationToken.None);
        if (heads.IsEmpty || heads[0].First <= from)
            return false;
        SkipTo(listeners, heads[0].First - 1);
        return true;
    }

    private static void SkipTo(QueuedListener[] listeners, long number)
    {
        foreach (var listener in listeners)
            listener.Intake.SkipTo(Math.Min(number, listener.Head));
    }
}
