using System.Text.Json;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Conformance.Stores.Model;

/// <summary>
/// Random commits go to a store and to the memory store side by side. Verdicts, numbers, times and reads must be the same, before and after
/// the store was opened again.
/// </summary>
public sealed class ModelTests
{
    private const int Rounds = 250;

    /// <summary>
    /// One fixed seed, two that once found what others had long missed, and one drawn for each run; <c>MOCLUSTER_MODELS=N</c> draws N.
    /// </summary>
    public static TheoryData<StoreKind, int> Seeds()
    {
        var today = Environment.TickCount;
        var count = int.TryParse(Environment.GetEnvironmentVariable("MOCLUSTER_MODELS"), out var asked) ? asked : 1;
        int[] all = [1, 17604102, 39464838, .. Enumerable.Range(0, count).Select(i => unchecked(today + i))];
        var seeds = new TheoryData<StoreKind, int>();
        foreach (var kind in new[] { StoreKind.Sqlite, StoreKind.SmallSqlite, StoreKind.PostgreSql })
        {
            foreach (var seed in all)
                seeds.Add(kind, seed);
        }

        return seeds;
    }

    [Theory, MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public async Task A_store_answers_as_the_model_does(StoreKind kind, int seed)
    {
        TestContext.Current.SendDiagnosticMessage($"{kind}: seed {seed}");
        var random = new Random(seed);
        var commits = new RandomCommits(random);
        await using var model = await StoreHost.OpenAsync(StoreKind.Memory);
        await using var store = await StoreHost.OpenAsync(kind, model.Time);
        var kinds = new SortedSet<string>();
        for (var round = 0; round < Rounds; round++)
        {
            model.Time.Advance(TimeSpan.FromMinutes(random.Next(-10, 120)));
            await CommitAsync(model, store, commits, random, kinds);
            if (random.Next(25) == 0)
                await TrimAsync(model, store, model.Time.Now - TimeSpan.FromHours(random.Next(48)));
            if (random.Next(25) == 0)
                await store.ReopenAsync();
            if (random.Next(5) == 0)
                Assert.Equal(await model.ShowAsync(), await store.ShowAsync());
        }

        Assert.Equal(await model.ShowAsync(), await store.ShowAsync());

        // A run that met no refusal of a kind would prove nothing about it.
        Assert.Superset(
            new HashSet<string>
            {
                "committed",
                "thrown back",
                nameof(Precondition.ObjectAt),
                nameof(Precondition.ActiveThroughout),
                nameof(Precondition.Unreferenced),
                nameof(Precondition.ReferencedOnlyBy),
                nameof(Precondition.KeyFree),
                nameof(Precondition.GroupAt),
                nameof(Precondition.ResultFree),
                nameof(Precondition.NamespaceAt),
                nameof(Precondition.ListenerKeyFree),
            },
            kinds);
    }

    /// <summary>Several commits are handed over at once, in one order, so the embedded store judges them as a batch.</summary>
    private static async Task CommitAsync(StoreHost model, StoreHost store, RandomCommits commits, Random random, SortedSet<string> kinds)
    {
        var read = await commits.ReadAsync(model.Store);
        var numbers = new DeliveryNumbers(read.Deliveries, await commits.ReadDeliveriesAsync(store.Store));
        var group = Enumerable.Range(0, random.Next(1, 9)).Select(_ => commits.Next(read)).ToList();
        var expected = group.Select(commit => TellAsync(() => model.Begin(commit))).ToList();
        var found = group.Select(commit => TellAsync(() => store.Begin(numbers.Of(commit)))).ToList();
        for (var i = 0; i < group.Count; i++)
        {
            var (kind, text) = await expected[i];
            kinds.Add(kind);
            Assert.Equal(text, (await found[i]).Text);
        }
    }

    private static async Task TrimAsync(StoreHost model, StoreHost store, DateTimeOffset before)
    {
        await model.Store.TrimAsync(before, CancellationToken.None);
        await store.Store.TrimAsync(before, CancellationToken.None);
    }

    private static async Task<(string Kind, string Text)> TellAsync(Func<ValueTask<CommitResult>> commit)
    {
        try
        {
            var result = await commit();
            if (result.Refusal is not { } refusal)
                return ("committed", JsonSerializer.Serialize(result));
            var kind = refusal.Precondition.GetType().Name;
            return (kind, $"{kind} {JsonSerializer.Serialize<object>(refusal.Precondition)}: {refusal.Found} ({refusal.Holder})");
        }
        catch (ArgumentException exception)
        {
            return ("thrown back", exception.Message);
        }
    }
}
