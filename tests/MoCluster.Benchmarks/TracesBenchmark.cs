using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MoCluster.Benchmarks;

/// <summary>
/// Measures what traces cost a silo over HTTP: processor time without traces, with one request in a hundred traced, and with all, exported
/// by OTLP. The silos take turns, so that the load of the machine affects all alike.
/// </summary>
internal static class TracesBenchmark
{
    private const int Rounds = 9;
    private const int Batched = 60_000;
    private const int Singles = 2_000;
    private const string Off = "without traces";

    public static async Task RunAsync(Report report)
    {
        await using var collector = await CollectAsync();
        var endpoint = collector.Urls.Single();
        (string Name, MeasuredSilo Silo)[] silos =
        [
            (Off, await MeasuredSilo.StartAsync()),
            ("1 % sampled", await MeasuredSilo.StartAsync(Variables(endpoint, "0.01"))),
            ("all sampled", await MeasuredSilo.StartAsync(Variables(endpoint, "1"))),
        ];
        try
        {
            var batched = silos.ToDictionary(silo => silo.Name, _ => new List<Used>());
            var single = silos.ToDictionary(silo => silo.Name, _ => new List<Used>());
            for (var round = -2; round < Rounds; round++)
            {
                // Each silo is first, second and last in turn.
                for (var turn = 0; turn < silos.Length; turn++)
                {
                    var (name, silo) = silos[(round + turn + silos.Length) % silos.Length];
                    var before = await silo.UsedAsync();
                    await HttpBenchmark.RunAsync(silo.Http, $"batched{round}", Batched);
                    var between = await silo.UsedAsync();
                    await HttpBenchmark.TakeSinglyAsync(silo.Http, $"single{round}", Singles);
                    var after = await silo.UsedAsync();
                    if (round < 0)
                        continue; // The first rounds only let the hot code be compiled with full optimisation.
                    batched[name].Add(between.Since(before));
                    single[name].Add(after.Since(between));
                }
            }

            foreach (var (name, _) in silos)
            {
                Add(report, $"batches, {name}", batched[name], Batched, name == Off ? null : $"batches, {Off}");
                Add(report, $"one by one, {name}", single[name], Singles, name == Off ? null : $"one by one, {Off}");
            }
        }
        finally
        {
            foreach (var (_, silo) in silos)
                await silo.DisposeAsync();
        }
    }

    private static void Add(Report report, string name, List<Used> rounds, int events, string? against)
    {
        report.Figure(name, Median(rounds.Select(used => used.Cpu.TotalMicroseconds / events)), "µs/event", against, "processor time of the silo");
        report.Figure($"{name}, allocated", Median(rounds.Select(used => used.Bytes / (double)events)), "bytes/event", against is null ? null : $"{against}, allocated");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static KeyValuePair<string, string>[] Variables(string endpoint, string share) =>
    [
        new("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint),
        new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        new("OTEL_METRICS_EXPORTER", "none"),
        new("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"),
        new("OTEL_TRACES_SAMPLER_ARG", share),
    ];

    /// <summary>Starts a collector that accepts all traces and drops them.</summary>
    private static async Task<WebApplication> CollectAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v1/traces", async (HttpContext context) => await context.Request.Body.CopyToAsync(Stream.Null));
        await app.StartAsync();
        return app;
    }
}
