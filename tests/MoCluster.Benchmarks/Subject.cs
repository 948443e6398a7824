namespace MoCluster.Benchmarks;

/// <summary>Subjects as events mostly have them: uuids as text.</summary>
internal static class Subject
{
    /// <summary>
    /// A new one, from no cryptographic source: that is a call of the system each, and what a benchmark measures is not how subjects are made up.
    /// </summary>
    public static string Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }
}
