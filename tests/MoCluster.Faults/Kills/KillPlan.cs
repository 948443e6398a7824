using System.Globalization;

namespace MoCluster.Faults.Kills;

/// <summary>How many kills a run makes, in rounds of ten. Each round begins with an empty store.</summary>
public static class KillPlan
{
    private const int KillsARound = 10;

    /// <summary>How many kills a run makes in all. <c>./mo test --kills N</c> sets it. Each kill costs the start of a silo.</summary>
    private static readonly int Kills = Number("MOCLUSTER_KILLS", 10);

    /// <summary>The seed of the first round; the next rounds count on from it.</summary>
    private static readonly int Seed = Number("MOCLUSTER_SEED", Random.Shared.Next(1, 1_000_000));

    /// <summary>The rounds: a seed and a number of kills each.</summary>
    public static TheoryData<int, int> Rounds() =>
        [.. Enumerable.Range(0, (Kills + KillsARound - 1) / KillsARound)
            .Select(round => (Seed + round, Math.Min(KillsARound, Kills - (round * KillsARound))))];

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
