namespace MoCluster.History.Workload;

/// <summary>A listener of a load, and what its consumers have seen.</summary>
/// <param name="uuid">The uuid of the listener.</param>
/// <param name="stream">The stream of the listener.</param>
/// <param name="last">The subject of the stream's last event.</param>
internal sealed class LoadListener(Guid uuid, string stream, string last)
{
    private long _seen;
    private int _drained;

    public Guid Uuid { get; } = uuid;

    public string Stream { get; } = stream;

    /// <summary>The highest number that was handed out.</summary>
    public long Seen => Volatile.Read(ref _seen);

    /// <summary>True once the stream's last event was handed out.</summary>
    public bool SawLast { get; private set; }

    /// <summary>True once the listener was found empty after the last event.</summary>
    public bool IsDrained
    {
        get => Volatile.Read(ref _drained) != 0;
        set => Volatile.Write(ref _drained, value ? 1 : 0);
    }

    public void Saw(HandedEvent handed)
    {
        for (var seen = Seen; handed.Number > seen;)
        {
            var found = Interlocked.CompareExchange(ref _seen, handed.Number, seen);
            if (found == seen)
                break;
            seen = found;
        }

        if (handed.Subject == last)
            SawLast = true;
    }
}
