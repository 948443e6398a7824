using System.Globalization;
using MoCluster.Simulation.Plans;

namespace MoCluster.Simulation;

/// <summary>The promises of docs/guarantees.md §1 hold under every kind of fault that can be simulated.</summary>
public sealed class SimulationTests
{
    private const int Seeds = 5_000;

    [Fact]
    public void Every_seed_keeps_every_promise()
    {
        var seed = Number("MOCLUSTER_SEED");
        var wanted = Number("MOCLUSTER_SEEDS");
        var count = wanted ?? (seed is null ? Seeds : 1);

        // By default the seeds are always the same, so that a result does not depend on luck; with a number of seeds they differ each time.
        var first = seed ?? (wanted is null ? 1 : Random.Shared.Next(1_000_000_000));
        var runs = SeedRuns.Run(first, count, TimeSpan.FromSeconds(40));
        TestContext.Current.TestOutputHelper?.WriteLine(runs.ToString());
        if (runs.Failure is { } failure)
            Assert.Fail(failure);

        // Runs in which nothing happens prove nothing.
        Assert.Equal(count, runs.Count);
        if (count >= Seeds)
        {
            Assert.True(runs.Faults > count, runs.ToString());
            Assert.True(runs.Summary is { Published: > Seeds, Mutated: > Seeds, Handed: > Seeds, Acknowledged: > Seeds, Unknown: > Seeds }, runs.ToString());
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_transcript()
    {
        var first = Random.Shared.Next(1_000_000_000);
        var embedded = Enumerable.Range(first, 1_000).Where(seed => PlanMaker.Draw(seed).IsEmbedded).Take(3);
        foreach (var seed in Enumerable.Range(first, 3).Union(embedded))
        {
            var transcript = Simulator.Run(PlanMaker.Draw(seed), keepTranscript: true).Transcript;
            Assert.NotEmpty(transcript);
            Assert.Equal(transcript, Simulator.Run(PlanMaker.Draw(seed), keepTranscript: true).Transcript);
        }
    }

    private static int? Number(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : null;
}
