using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using MoCluster.Cluster.Hosting;
using MoCluster.Tests.Hooks;
using MoCluster.Tests.Triggers.Http;

namespace MoCluster.Cluster.Hooks;

/// <summary>What is registered at one of three silos holds at all of them when it is answered, and survives the restart of all silos, in the same order.</summary>
public sealed class HookRegistryTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registration_is_seen_by_all_silos_and_a_callback_that_was_removed_is_called_by_none()
    {
        await using var endpoint = await EndpointStub.StartAsync();
        endpoint.Answer = (context, call) => context.Response.WriteAsync($"[\"{call.Path[1..]}\"]");
        await using var cluster = await SiloCluster.StartAsync(3);
        var silos = cluster.Silos.ToArray();
        await silos[0].Http.RegisterHookAsync("modoboa", "ExtraDomainFilters", "last", $"{endpoint.Address}/last", order: 1);

        // The others raise all the time, so that a callback that is removed may be in the middle of a raise.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var raising = Task.WhenAll(silos.Select(silo => RaiseAsync(silo.Http, ending.Token)));
        var longest = TimeSpan.Zero;
        for (var round = 0; round < 30; round++)
        {
            var (one, other) = (silos[round % 3].Http, silos[(round + 1) % 3].Http);
            var began = Stopwatch.GetTimestamp();
            await one.RegisterHookAsync("modoboa", "ExtraDomainFilters", "first", $"{endpoint.Address}/first-{round}", owner: "x");
            longest = Longer(longest, Stopwatch.GetElapsedTime(began));
            foreach (var silo in silos)
                Assert.Equal($"[\"first-{round}\",\"last\"]", await ValueAsync(silo.Http));

            began = Stopwatch.GetTimestamp();
            switch (round % 3)
            {
                case 0:
                    await other.UnregisterHookAsync("modoboa", "ExtraDomainFilters", "first");
                    break;
                case 1:
                    await other.HookAsync("unregister-extension", new { extension = "x" });
                    break;
                default:
                    await other.HookAsync("disable-extension", new { extension = "x" });
                    break;
            }

            longest = Longer(longest, Stopwatch.GetElapsedTime(began));
            var before = endpoint.Calls.Count(call => call.Path == $"/first-{round}");
            foreach (var silo in silos)
                Assert.Equal("[\"last\"]", await ValueAsync(silo.Http));
            Assert.Equal(before, endpoint.Calls.Count(call => call.Path == $"/first-{round}"));
            if (round % 3 == 2)
            {
                await one.UnregisterHookAsync("modoboa", "ExtraDomainFilters", "first");
                await one.HookAsync("enable-extension", new { extension = "x" });
            }
        }

        await ending.CancelAsync();
        await raising;
        output.WriteLine($"longest change {longest.TotalMilliseconds:0} ms");
        Assert.True(longest < Soon, $"A change took {longest}.\n{cluster.Logs()}");
    }

    [Fact]
    public async Task Registrations_survive_the_restart_of_all_silos_in_the_same_order()
    {
        await using var endpoint = await EndpointStub.StartAsync();
        endpoint.Answer = (context, call) => context.Response.WriteAsync($"[\"{call.Path[1..]}\"]");
        await using var cluster = await SiloCluster.StartAsync(2);
        foreach (var callback in new[] { "c", "a", "d", "b" })
            await cluster.Silos[callback[0] % 2].Http.RegisterHookAsync("modoboa", "ExtraDomainFilters", callback, $"{endpoint.Address}/{callback}", owner: callback == "a" ? "off" : null);
        await cluster.Silos[0].Http.HookAsync("disable-extension", new { extension = "off" });
        foreach (var silo in cluster.Silos.ToArray())
            await cluster.KillAsync(silo);
        await Task.WhenAll(cluster.AddAsync(), cluster.AddAsync());
        foreach (var silo in cluster.Silos)
            Assert.Equal("[\"c\",\"d\",\"b\"]", await ValueAsync(silo.Http));
    }

    private static async Task RaiseAsync(HttpClient http, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
            await ValueAsync(http);
    }

    private static async Task<string> ValueAsync(HttpClient http) => (await http.RaiseHookAsync("modoboa", "ExtraDomainFilters")).GetProperty("value").GetRawText();

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
