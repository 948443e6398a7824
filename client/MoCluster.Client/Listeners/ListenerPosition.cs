namespace MoCluster.Client;

/// <summary>A position in a stream.</summary>
public sealed record ListenerPosition
{
    private ListenerPosition()
    {
    }

    /// <summary>After the last event: all events before it are settled.</summary>
    public static ListenerPosition Head { get; } = new() { To = "HEAD" };

    /// <summary>The first event that the stream keeps.</summary>
    public static ListenerPosition Beginning { get; } = new() { To = "BEGINNING" };

    internal string? To { get; private init; }

    internal long? Number { get; private init; }

    internal DateTimeOffset? Instant { get; private init; }

    /// <summary>An event by its number.</summary>
    /// <param name="number">The number.</param>
    public static ListenerPosition At(long number) => new() { Number = number };

    /// <summary>The first event that is not before an instant.</summary>
    /// <param name="instant">The instant.</param>
    public static ListenerPosition At(DateTimeOffset instant) => new() { Instant = instant };
}
