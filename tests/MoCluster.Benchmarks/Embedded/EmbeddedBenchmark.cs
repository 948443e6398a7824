namespace MoCluster.Benchmarks.Embedded;

/// <summary>
/// Measures the embedded store alone, without grains: what a commit takes and costs, how fast objects are created, and what checkpoints do
/// to commits. Its peers are SQLite without a store, and the same store without that which is measured.
/// </summary>
internal static class EmbeddedBenchmark
{
    public static async Task RunAsync(Report report)
    {
        await LoneCommits.RunAsync(report);
        await EventCost.RunAsync(report);
        await StoreCreates.RunAsync(report);
        await CheckpointStalls.RunAsync(report);
    }
}
