namespace MoCluster.Benchmarks.Embedded;

/// <summary>Measures a commit of one event that shares its transaction with no other. It takes turns with its peer.</summary>
internal static class LoneCommits
{
    /// <summary>The approximate size of an event with a 36-character subject.</summary>
    private const int BytesAnEvent = 110;

    private const int Rounds = 8;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(Report report)
    {
        await using var open = await TemporaryStore.OpenAsync();
        using var bare = new BareSqlite();
        var (commits, inserts) = (new Latencies(), new Latencies());
        var row = new byte[BytesAnEvent];
        Random.Shared.NextBytes(row);

        // The first rounds only let the hot code be compiled with full optimisation.
        await Load.RepeatAsync(1, 3 * Round, () => open.Store.CommitAsync(Load.Events(1)));
        for (var round = 0; round < Rounds; round++)
        {
            await Load.RepeatAsync(1, Round, () =>
            {
                inserts.Measure(() => bare.Insert(row));
                return Task.CompletedTask;
            });
            await Load.RepeatAsync(1, Round, () =>
            {
                var events = Load.Events(1);
                return commits.MeasureAsync(() => open.Store.CommitAsync(events));
            });
        }

        inserts.Report(report, "bare SQLite, one row a transaction");
        commits.Report(report, "a lone commit", "bare SQLite, one row a transaction");
    }
}
