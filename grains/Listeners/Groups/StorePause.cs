namespace MoCluster.Grains.Listeners.Groups;

/// <summary>
/// The pause of a group after the store could not be reached: nothing is committed or read until it is over. Each pause is twice as long as
/// the one before, up to a limit, until a commit succeeds.
/// </summary>
/// <param name="activation">The activation.</param>
internal sealed class StorePause(GroupActivation activation)
{
    private TimeSpan _next = activation.Services.Options.Pause;

    /// <summary>When the pause is over, as a timestamp of the clock.</summary>
    public long Until { get; private set; }

    /// <summary>Whether the group pauses.</summary>
    public bool IsOn => activation.Services.Time.GetTimestamp() < Until;

    /// <summary>Begins a pause.</summary>
    public void Begin()
    {
        if (activation.Requests.WaitsEnded is { } ended)
        {
            // The activation ends, and the timer that would end the pause may not tick any more.
            activation.Requests.Close(ended);
            return;
        }

        var options = activation.Services.Options;
        Until = activation.Services.Time.GetTimestamp() + activation.Ticks(_next);
        _next = _next * 2 < options.MaxPause ? _next * 2 : options.MaxPause;
    }

    /// <summary>Ends the pause: the store was reached.</summary>
    public void End() => (_next, Until) = (activation.Services.Options.Pause, 0);
}
