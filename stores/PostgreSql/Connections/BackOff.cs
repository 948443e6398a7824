namespace MoCluster.Stores.PostgreSql.Connections;

/// <summary>Pauses between tries: doubling up to a limit, each a random part of it, so that silos do not return together.</summary>
/// <param name="options">The limits.</param>
/// <param name="time">The clock.</param>
internal struct BackOff(PostgreSqlOptions options, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();

    /// <summary>How often something was tried.</summary>
    public int Tries { get; private set; }

    /// <summary>Whether it is time to give up.</summary>
    public readonly bool IsOver => time.GetElapsedTime(_begun) >= options.GiveUpAfter;

    /// <summary>The next pause.</summary>
    public TimeSpan Next()
    {
        var longest = Math.Min(
            options.MaxBackOff.TotalMilliseconds, options.MinBackOff.TotalMilliseconds * Math.Pow(2, Math.Min(Tries, 20)));
        Tries++;
        return TimeSpan.FromMilliseconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
