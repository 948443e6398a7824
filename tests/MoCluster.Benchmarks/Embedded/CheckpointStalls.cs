namespace MoCluster.Benchmarks.Embedded;

/// <summary>
/// Measures how long a small commit takes while much is written, with checkpoints of the WAL and without: the difference is what a
/// checkpoint keeps the writer from its work.
/// </summary>
internal static class CheckpointStalls
{
    private const int BytesASecond = 50_000_000;
    private const int BytesACommit = 50_000;
    private const int NeverPages = 1_048_576;
    private const string Without = "a commit at 50 MB/s without checkpoints";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(Report report)
    {
        await RunAsync(report, Without, NeverPages);
        await RunAsync(report, "a commit at 50 MB/s with checkpoints", null);
    }

    private static async Task RunAsync(Report report, string name, int? pages)
    {
        await using var open = await TemporaryStore.OpenAsync(standard => pages is { } some ? standard with { CheckpointPages = some } : standard);
        await WriteAsync(WarmUp, new Latencies());
        var latencies = new Latencies();
        var written = await WriteAsync(Duration, latencies);
        report.Figure($"{name}: written", (double)written * BytesACommit / 1e6 / Duration.TotalSeconds, "MB/s");
        latencies.Report(report, name, pages is null ? Without : null, isTail: true);

        async Task<int> WriteAsync(TimeSpan duration, Latencies times)
        {
            var writing = Load.PaceAsync((double)BytesASecond / BytesACommit, duration, () =>
                open.Store.CommitAsync([], Load.Registration(Guid.NewGuid(), 1, BytesACommit)));
            await Load.RepeatAsync(1, duration, () => times.MeasureAsync(() => open.Store.CommitAsync(Load.Events(1))));
            return await writing;
        }
    }
}
