namespace MoCluster.Benchmarks.Embedded;

/// <summary>Measures the processor time of the store for an event, in large commits.</summary>
internal static class EventCost
{
    private const int Committers = 4;
    private const int Batch = 500;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(Report report)
    {
        await using var open = await TemporaryStore.OpenAsync();

        // The events are made before, so that making them is not counted.
        var events = Enumerable.Range(0, 64).Select(_ => Load.Events(Batch)).ToArray();
        await Load.RepeatAsync(Committers, WarmUp, CommitAsync);
        var (before, counts, began) = (Used.ByThisProcess(), open.Counts, DateTime.UtcNow);
        await Load.RepeatAsync(Committers, Duration, CommitAsync);
        var (used, done, took) = (Used.ByThisProcess().Since(before), open.Counts.Since(counts), DateTime.UtcNow - began);
        report.Figure("events in commits of 500", done.Events / took.TotalSeconds, "events/s", note: $"{Committers} committers, no grains");
        report.Figure("  processor time an event", used.Cpu.TotalMicroseconds / done.Events, "µs");
        report.Figure("  allocated an event", (double)used.Bytes / done.Events, "bytes");
        report.Figure("  written an event", (double)done.Bytes / done.Events, "bytes");
        report.Figure("  events a batch", (double)done.Events / done.Batches, "events");

        Task CommitAsync() => open.Store.CommitAsync(events[Random.Shared.Next(events.Length)]);
    }
}
