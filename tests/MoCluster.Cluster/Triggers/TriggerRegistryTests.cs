using System.Diagnostics;
using MoCluster.Cluster.Hosting;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;
using MoCluster.Tests.Triggers.Http;

namespace MoCluster.Cluster.Triggers;

/// <summary>
/// The triggers of an HTTP endpoint on two real silos, while mutations are sent to both all the time. When a refresh returns, every silo runs what it
/// learned and no silo runs what it removed, whichever silo was asked and whatever the other one does.
/// </summary>
public sealed class TriggerRegistryTests(ITestOutputHelper output)
{
    /// <summary>Within this time both silos run what an endpoint registers: they are told, and do not ask from time to time.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    [Fact]
    public Task What_a_refresh_at_one_silo_learned_or_removed_holds_at_the_other_when_it_returns() => RunAsync(async (trigger, silos, _) =>
    {
        var quickest = TimeSpan.MaxValue;
        for (var round = 0; round < 4; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await trigger.RegisterAsync(silos[round % 2]);
            var returned = Stopwatch.GetElapsedTime(began);
            await trigger.AssertCalledAsync();
            var called = Stopwatch.GetElapsedTime(began);
            quickest = called < quickest ? called : quickest;

            began = Stopwatch.GetTimestamp();
            await trigger.WithdrawAsync(silos[(round + 1) % 2]);
            var removed = Stopwatch.GetElapsedTime(began);
            await trigger.AssertNotCalledAsync();
            output.WriteLine(
                $"registered after {returned.TotalMilliseconds:F0} ms, called for every unit after {called.TotalMilliseconds:F0} ms, "
                + $"removed after {removed.TotalMilliseconds:F0} ms");
        }

        // A single one may take longer where the machine is busy.
        Assert.True(quickest < Soon, $"Both silos ran a new trigger only after {quickest}.");
    });

    [Fact]
    public Task A_removal_waits_for_a_frozen_silo_or_for_the_end_of_its_lease() => RunAsync(async (trigger, silos, load) =>
    {
        await trigger.RegisterAsync(silos[0]);
        await trigger.AssertCalledAsync();
        await load.UntilAsync(() => silos.Any(HasRegistry));
        var (home, other) = HasRegistry(silos[0]) ? (silos[0], silos[1]) : (silos[1], silos[0]);

        // The refresh returns while the silo is frozen. What waits in that silo runs without the trigger when the silo wakes, in a later second.
        await SiloCluster.SignalAsync(other, "STOP");
        await trigger.WithdrawAsync(home);
        while (DateTimeOffset.UtcNow.ToUnixTimeSeconds() == load.Era.Began.ToUnixTimeSeconds())
            Assert.Equal(0, await ListedAsync(home));
        await SiloCluster.SignalAsync(other, "CONT");
        await trigger.AssertNotCalledAsync();

        // The silo of the registry is frozen. The refresh returns when it has woken.
        await trigger.RegisterAsync(other);
        await trigger.AssertCalledAsync();
        await SiloCluster.SignalAsync(home, "STOP");
        var withdrawal = trigger.WithdrawAsync(other);
        Assert.Equal(1, await ListedAsync(other));
        Assert.False(withdrawal.IsCompleted, "The refresh did not wait for the registry.");
        await SiloCluster.SignalAsync(home, "CONT");
        await withdrawal;
        await trigger.AssertNotCalledAsync();
    });

    /// <summary>How many triggers a silo runs, as it says.</summary>
    private static async Task<int> ListedAsync(SiloRun silo) =>
        (await silo.Http.AskAsync("{ triggers { source } }")).GetProperty("triggers").EnumerateArray()
            .Count(trigger => trigger.GetProperty("source").GetString()!.StartsWith("http", StringComparison.Ordinal));

    /// <summary>Whether the registry of triggers is on a silo: only there is a registration logged.</summary>
    private static bool HasRegistry(SiloRun silo) => silo.Log.Contains("registers 1 HTTP triggers from now on", StringComparison.Ordinal);

    private static async Task RunAsync(Func<WatchedTrigger, IReadOnlyList<SiloRun>, SteadyMutations, Task> scenario)
    {
        await using var endpoint = await EndpointStub.StartAsync();

        // A frozen silo is not declared dead meanwhile.
        await using var cluster = await SiloCluster.StartAsync(
            2, $"HttpTriggers:Endpoints={endpoint.Address}", "HttpTriggers:FollowerLease=00:00:03", "Cluster:MissedProbes=20");
        try
        {
            var silos = cluster.Silos.ToArray();
            await using var load = await SteadyMutations.StartAsync(silos);
            await scenario(new WatchedTrigger(endpoint, load), silos, load);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.Message}\n{cluster.Logs()}", failure);
        }
    }
}
