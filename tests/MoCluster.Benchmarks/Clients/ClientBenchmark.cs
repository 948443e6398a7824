using System.Diagnostics;
using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MoCluster.Client;
using MoCluster.GrainInterfaces;
using MoCluster.Silo.Cluster;

namespace MoCluster.Benchmarks.Clients;

/// <summary>
/// Measures the client library beside the raw protocol, and beside itself straight at the grains, in one process against a silo in another: events consumed
/// and acknowledged a second, what an event allocates, and how soon a waiting consumer has an event.
/// </summary>
internal static class ClientBenchmark
{
    private const int Events = 300_000;
    private const int Window = 1_000;
    private const int Rounds = 3;
    private const int Waits = 3_000;

    public static async Task RunAsync(Report report)
    {
        var gateway = FreePort.Find(IPAddress.Loopback);
        await using var silo = await MeasuredSilo.StartAsync([], $"Cluster:GatewayPort={gateway}");
        await using var mo = MoClient.Connect(silo.Http.BaseAddress!);
        using var orleans = NewOrleansClient(gateway);
        await orleans.StartAsync();
        await using var cluster = MoClusterClient.Connect(orleans.Services.GetRequiredService<IClusterClient>(), Actor.Anonymous);
        var (raw, library, grains) = (new List<Run>(), new List<Run>(), new List<Run>());
        await ConsumeRawAsync(silo.Http, mo, "warm-raw", 50_000);
        await ConsumeAsync(silo.Http, mo, mo.Listeners.Open, "warm", 50_000);
        await ConsumeAsync(silo.Http, mo, cluster.Open, "warm-grains", 50_000);
        for (var round = 0; round < Rounds; round++)
        {
            raw.Add(await ConsumeRawAsync(silo.Http, mo, $"raw-{round}", Events));
            library.Add(await ConsumeAsync(silo.Http, mo, mo.Listeners.Open, $"library-{round}", Events));
            grains.Add(await ConsumeAsync(silo.Http, mo, cluster.Open, $"grains-{round}", Events));
        }

        report.Figure("consumed by the raw protocol", Median(raw, run => run.Rate), "events/s", note: $"window {Window}, {Rounds} rounds in turns");
        report.Figure("consumed by the library", Median(library, run => run.Rate), "events/s", "consumed by the raw protocol", "ConsumeAsync and Ack");
        report.Figure("consumed straight at the grains", Median(grains, run => run.Rate), "events/s", "consumed by the library", "MoCluster.Client.Orleans");
        report.Figure("allocated by the raw protocol", Median(raw, run => run.Allocated), "B/event");
        report.Figure("allocated by the library", Median(library, run => run.Allocated), "B/event", "allocated by the raw protocol");
        report.Figure("allocated straight at the grains", Median(grains, run => run.Allocated), "B/event", "allocated by the library");
        await LatenciesAsync(report, silo.Http, mo, cluster);
        await orleans.StopAsync();
    }

    private static IHost NewOrleansClient(int gateway)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleansClient(client => client.UseMoCluster().UseStaticClustering(new IPEndPoint(IPAddress.Loopback, gateway)));
        return builder.Build();
    }

    private static async Task<Run> ConsumeRawAsync(HttpClient http, MoClient mo, string name, int events)
    {
        var listener = await PrepareAsync(http, mo, name, events);
        return await MeasureAsync(events, () => RawConsumer.RunAsync(http, listener, Window, events));
    }

    private static async Task<Run> ConsumeAsync(HttpClient http, MoClient mo, Func<ListenerInfo, MoListener> open, string name, int events)
    {
        var listener = open(await FindAsync(mo, await PrepareAsync(http, mo, name, events)));
        return await MeasureAsync(events, async () =>
        {
            var left = events;
            await foreach (var taken in listener.ConsumeAsync(new ConsumeOptions { Window = Window }))
            {
                if (--left > 0)
                {
                    taken.Ack();
                    continue;
                }

                // Acknowledgements are sent in order, so the last is the end of all.
                await taken.AckAsync();
                return;
            }
        });
    }

    private static async Task<ListenerInfo> FindAsync(MoClient mo, string listener) =>
        (await mo.Listeners.FindAsync(ListenerFilter.Of(Guid.Parse(listener))).SingleAsync()).Info;

    /// <summary>Declares a listener and sends it events.</summary>
    private static async Task<string> PrepareAsync(HttpClient http, MoClient mo, string name, int events)
    {
        var listener = await http.DeclareAsync(name);
        foreach (var part in Enumerable.Range(0, events).Chunk(1_000))
            await mo.SendAsync(name, [.. part.Select(_ => new OutgoingEvent("thing", Subject.Next()))]);
        return listener;
    }

    private static async Task<Run> MeasureAsync(int events, Func<Task> consume)
    {
        GC.Collect();
        var (allocated, watch) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.StartNew());
        await consume();
        return new Run(events / watch.Elapsed.TotalSeconds, (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / events);
    }

    /// <summary>Sends one event after another, each when the consumer has the one before.</summary>
    private static async Task LatenciesAsync(Report report, HttpClient http, MoClient mo, MoClusterClient cluster)
    {
        var arrived = Channel.CreateUnbounded<long>();
        var raw = await WaitsAsync("raw-waits", listener => RawConsumer.RunAsync(http, listener, Window, 2 * Waits, () => arrived.Writer.TryWrite(Stopwatch.GetTimestamp())));
        var library = await WaitsAsync("waits", async listener => await ReceiveAsync(mo.Listeners.Open(await FindAsync(mo, listener))));
        var grains = await WaitsAsync("grain-waits", async listener => await ReceiveAsync(cluster.Open(await FindAsync(mo, listener))));
        foreach (var (name, share) in new[] { ("p50", 0.5), ("p99", 0.99) })
        {
            report.Figure($"raw protocol, from sending to receiving, {name}", At(raw, share), "ms");
            report.Figure($"library, from sending to receiving, {name}", At(library, share), "ms", $"raw protocol, from sending to receiving, {name}");
            report.Figure($"straight at the grains, from sending to receiving, {name}", At(grains, share), "ms", $"raw protocol, from sending to receiving, {name}");
        }

        // The first half warms up.
        async Task<double[]> WaitsAsync(string name, Func<string, Task> consume)
        {
            var consuming = consume(await http.DeclareAsync(name));
            await SendSinglyAsync(mo, name, arrived.Reader);
            var waits = await SendSinglyAsync(mo, name, arrived.Reader);
            await consuming;
            return waits;
        }

        async Task ReceiveAsync(MoListener listener)
        {
            var left = 2 * Waits;
            await foreach (var taken in listener.ConsumeAsync(new ConsumeOptions { Window = Window }))
            {
                arrived.Writer.TryWrite(Stopwatch.GetTimestamp());
                taken.Ack();
                if (--left == 0)
                    return;
            }
        }
    }

    private static async Task<double[]> SendSinglyAsync(MoClient mo, string name, ChannelReader<long> arrived)
    {
        var times = new double[Waits];
        for (var i = 0; i < Waits; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            await mo.SendAsync(name, new OutgoingEvent("thing", Subject.Next()));
            times[i] = Stopwatch.GetElapsedTime(sent, await arrived.ReadAsync()).TotalMilliseconds;
        }

        return [.. times.Order()];
    }

    private static double At(double[] ordered, double share) => ordered[(int)(share * (ordered.Length - 1))];

    private static double Median(List<Run> runs, Func<Run, double> of) => runs.Select(of).Order().ElementAt(runs.Count / 2);

    private readonly record struct Run(double Rate, double Allocated);
}
