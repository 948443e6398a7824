namespace MoCluster.Simulator.Scheduling;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same in every version of the runtime, so that a seed keeps its meaning.
/// </summary>
/// <param name="seed">Determines every number.</param>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>The next number below a bound.</summary>
    /// <param name="bound">The bound, 1 or more.</param>
    public int Next(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);
}
