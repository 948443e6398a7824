namespace MoCluster.Stores.PostgreSql.Connections;

/// <summary>Pauses between tries. They double up to a limit, and each is a random part of that, so that silos do not return together.</summary>
/// <param name="options">The limits.</param>
/// <param name="time">The process's clock.</param>
internal struct BackOff(PostgreSqlOptions options, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();

    /// <summary>How many pauses there were.</summary>
    public int Tries { get; private set; }

    /// <summary>Whether it is time to give up.</summary>
    public readonly bool IsOver => time.GetElapsedTime(_begun) >= options.GiveUpAfter;

    /// <summary>The next pause: at least half of the current limit.</summary>
    public TimeSpan Next()
    {
        var longest = Math.Min(
            options.MaxBackOff.TotalMilliseconds, options.MinBackOff.TotalMilliseconds * Math.Pow(2, Math.Min(Tries, 20)));
        Tries++;
        return TimeSpan.FromMilliseconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
