namespace MoCluster.Benchmarks.Embedded;

/// <summary>Measures how fast many callers create objects straight at the store, with random uuids and with such that ascend with the time.</summary>
internal static class StoreCreates
{
    private const int Callers = 256;
    private const int StateBytes = 1_000;
    private const int Rounds = 4;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(Report report)
    {
        await using var open = await TemporaryStore.OpenAsync();
        await CreateAsync(Guid.NewGuid);
        var (random, ascending) = (0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            random += await CreateAsync(Guid.NewGuid);
            ascending += await CreateAsync(Guid.CreateVersion7);
        }

        var seconds = Rounds * Round.TotalSeconds;
        report.Figure("creates, random uuids", random / seconds, "objects/s", note: $"{Callers} callers, an object of 1 KB and an event");
        report.Figure("creates, ascending uuids", ascending / seconds, "objects/s", "creates, random uuids");

        Task<int> CreateAsync(Func<Guid> next) => Load.RepeatAsync(
            Callers, Round, () => open.Store.CommitAsync(Load.Events(1), Load.Registration(next(), 1, StateBytes)));
    }
}
