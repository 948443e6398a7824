using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MoCluster.Cluster.Hosting;
using MoCluster.Tests.Hooks;
using MoCluster.Tests.Triggers.Http;

namespace MoCluster.Cluster.Hooks;

/// <summary>What is registered at one of three silos holds at all of them when it is answered, and survives the restart of all silos, in the same order.</summary>
public sealed class HookRegistryTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private static readonly object Declaration = new
    {
        @namespace = "shop",
        name = "Numbered",
        kind = "query",
        phase = "during",
        arguments = new[] { new { name = "number", type = "string" } },
        result = new { type = "strings" },
        decision = "list",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registration_is_seen_by_all_silos_and_a_callback_that_was_removed_is_called_by_none()
    {
        await using var endpoint = await EndpointStub.StartAsync();
        endpoint.Answer = (context, call) => context.Response.WriteAsync($"[\"{call.Path[1..]}\"]");
        await using var cluster = await SiloCluster.StartAsync(3);
        var silos = cluster.Silos.ToArray();
        await silos[0].Http.HookAsync("declare", Declaration);
        await silos[0].Http.RegisterHookAsync("shop", "Numbered", "last", $"{endpoint.Address}/last", order: 1);

        // All silos raise all the time, so that a callback is removed while raises are under way. A raise has the number of its beginning.
        var begun = 0;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var raising = Task.WhenAll(silos.Select(silo => RaiseAsync(silo.Http, () => Interlocked.Increment(ref begun), ending.Token)));
        var (longest, removals) = (TimeSpan.Zero, new List<(string Path, int LastBegun)>());
        for (var round = 0; round < 30; round++)
        {
            var (one, other) = (silos[round % 3].Http, silos[(round + 1) % 3].Http);
            var began = Stopwatch.GetTimestamp();
            await one.RegisterHookAsync("shop", "Numbered", "first", $"{endpoint.Address}/first-{round}", owner: "x");
            longest = Longer(longest, Stopwatch.GetElapsedTime(began));
            foreach (var silo in silos)
                Assert.Equal($"[\"first-{round}\",\"last\"]", await ValueAsync(silo.Http, Interlocked.Increment(ref begun)));

            began = Stopwatch.GetTimestamp();
            await RemoveAsync(other, round);
            longest = Longer(longest, Stopwatch.GetElapsedTime(began));
            removals.Add(($"/first-{round}", Volatile.Read(ref begun)));
            foreach (var silo in silos)
                Assert.Equal("[\"last\"]", await ValueAsync(silo.Http, Interlocked.Increment(ref begun)));
            if (round % 3 == 2)
            {
                await one.UnregisterHookAsync("shop", "Numbered", "first");
                await one.HookAsync("enable-extension", new { extension = "x" });
            }
        }

        await ending.CancelAsync();
        await raising;
        foreach (var (path, lastBegun) in removals)
            Assert.DoesNotContain(endpoint.Calls, call => call.Path == path && NumberOf(call) > lastBegun);
        output.WriteLine($"longest change {longest.TotalMilliseconds:0} ms, {begun} raises");
        Assert.True(longest < Soon, $"A change took {longest}.\n{cluster.Logs()}");
    }

    [Fact]
    public async Task Registrations_survive_the_restart_of_all_silos_in_the_same_order()
    {
        await using var endpoint = await EndpointStub.StartAsync();
        endpoint.Answer = (context, call) => context.Response.WriteAsync($"[\"{call.Path[1..]}\"]");
        await using var cluster = await SiloCluster.StartAsync(2);
        await cluster.Silos[0].Http.HookAsync("declare", Declaration);
        foreach (var callback in new[] { "c", "a", "d", "b" })
            await cluster.Silos[callback[0] % 2].Http.RegisterHookAsync("shop", "Numbered", callback, $"{endpoint.Address}/{callback}", owner: callback == "a" ? "off" : null);
        await cluster.Silos[0].Http.HookAsync("disable-extension", new { extension = "off" });
        foreach (var silo in cluster.Silos.ToArray())
            await cluster.KillAsync(silo);
        await Task.WhenAll(cluster.AddAsync(), cluster.AddAsync());
        foreach (var silo in cluster.Silos)
            Assert.Equal("[\"c\",\"d\",\"b\"]", await ValueAsync(silo.Http, 0));
    }

    private static Task<JsonElement> RemoveAsync(HttpClient http, int round) => (round % 3) switch
    {
        0 => http.UnregisterHookAsync("shop", "Numbered", "first"),
        1 => http.HookAsync("unregister-extension", new { extension = "x" }),
        _ => http.HookAsync("disable-extension", new { extension = "x" }),
    };

    private static async Task RaiseAsync(HttpClient http, Func<int> begin, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
            await ValueAsync(http, begin());
    }

    private static async Task<string> ValueAsync(HttpClient http, int number) =>
        (await http.RaiseHookAsync("shop", "Numbered", new { number = $"{number}" })).GetProperty("value").GetRawText();

    private static int NumberOf(EndpointCall call) =>
        int.Parse(call.Json.GetProperty("arguments").GetProperty("number").GetString()!, CultureInfo.InvariantCulture);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
