namespace MoCluster.Simulator.Scheduling;

/// <summary>A seeded run failed; the message begins with its seed, which repeats it.</summary>
public sealed class SeededRunException : Exception
{
    internal SeededRunException(string message, int seed, Exception? cause)
        : base(message, cause) => Seed = seed;

    /// <summary>Repeats the run.</summary>
    public int Seed { get; }
}
