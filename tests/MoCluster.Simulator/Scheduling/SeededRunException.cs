namespace MoCluster.Simulator.Scheduling;

/// <summary>A seeded run failed. The message begins with the seed, which repeats the run.</summary>
public sealed class SeededRunException : Exception
{
    internal SeededRunException(string message, int seed, Exception? cause)
        : base(message, cause) => Seed = seed;

    /// <summary>The seed, which repeats the run.</summary>
    public int Seed { get; }
}
