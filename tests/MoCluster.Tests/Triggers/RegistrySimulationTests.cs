namespace MoCluster.Tests.Triggers;

public sealed class RegistrySimulationTests
{
    [Fact]
    public void No_trigger_runs_after_its_removal_was_answered()
    {
        var (refreshes, runs) = (0, 0);
        for (var seed = 1; seed <= 40; seed++)
        {
            using var run = new RegistryRun(seed);
            var violations = run.Run();
            Assert.True(violations.Count == 0, $"seed {seed}: {string.Join('\n', violations)}");
            (refreshes, runs) = (refreshes + run.Refreshes, runs + run.Runs);
        }

        Assert.True(refreshes > 40 * 15, $"Only {refreshes} refreshes returned.");
        Assert.True(runs > 40 * 100, $"Triggers ran only {runs} times.");
    }
}
