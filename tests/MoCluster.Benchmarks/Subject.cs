namespace MoCluster.Benchmarks;

/// <summary>Makes subjects as most events have them: uuids as text.</summary>
internal static class Subject
{
    /// <summary>
    /// Makes a new subject. It does not use the cryptographic source of random numbers, because a system call per subject would be part of
    /// the measurement.
    /// </summary>
    public static string Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }
}
