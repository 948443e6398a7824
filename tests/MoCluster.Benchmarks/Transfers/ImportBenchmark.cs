using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using MoCluster.Benchmarks.PostgreSql;
using MoCluster.Conformance.PostgreSql.Hosting;

namespace MoCluster.Benchmarks.Transfers;

/// <summary>
/// Measures an import over HTTP, by a separate process, into an empty store, as a share of what bare inserts of the same rows reach, and whether its
/// memory depends on the length of the file. Then the export of what was imported.
/// </summary>
internal static class ImportBenchmark
{
    private static readonly int[] Lengths = [10_000, 100_000, 1_000_000];

    public static async Task RunAsync(Report report)
    {
        foreach (var length in Lengths)
            await MeasureAsync(report, "embedded", length, [], BareRows.OfEmbedded);
        if (PrivateServer.Obstacle() is { } obstacle)
        {
            report.Note(obstacle);
            return;
        }

        foreach (var length in Lengths)
        {
            await using var server = await SettledServer.StartAsync();
            await MeasureAsync(
                report, "PostgreSQL", length, ["Store:Kind=PostgreSql", $"Store:ConnectionString={server.ConnectionString}"],
                _ => BareRows.OfDatabaseAsync(server.ConnectionString));
        }
    }

    private static async Task MeasureAsync(Report report, string store, int length, string[] settings, Func<string, Task<TimeSpan>> bare)
    {
        using var file = new ImportFile(length);
        await using var silo = await MeasuredSilo.StartAsync([], settings);
        using (var warm = new ImportFile(2_000))
            await ImportAsync(silo.Http, warm, dry: true);
        var before = await silo.UsedAsync();
        var memory = new PeakMemory(silo.Process);
        var watch = Stopwatch.StartNew();
        await ImportAsync(silo.Http, file, dry: false);
        var elapsed = watch.Elapsed;
        var peak = await memory.EndAsync();
        var used = (await silo.UsedAsync()).Since(before);
        watch.Restart();
        var exported = await ExportAsync(silo.Http);
        var exporting = watch.Elapsed;
        var alone = await bare(silo.Directory);
        var name = $"{store}, {length} lines";
        report.Figure($"bare inserts of the same rows, {name}", length / alone.TotalSeconds, "objects/s");
        report.Figure($"import, {name}", length / elapsed.TotalSeconds, "objects/s", $"bare inserts of the same rows, {name}",
            $"{used.Cpu.TotalMicroseconds / length:0} µs of the silo's processor time and {used.Bytes / length:#,0} bytes allocated an object");
        report.Figure($"memory of the import, {name}", peak / (1024.0 * 1024), "MiB", $"memory of the import, {store}, {Lengths[0]} lines");
        report.Figure($"export, {name}", exported / exporting.TotalSeconds, "objects/s");
    }

    private static async Task ImportAsync(HttpClient http, ImportFile file, bool dry)
    {
        using var content = new StreamContent(file.Open(), 1 << 20);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await http.PostAsync(new Uri($"/v1/import{(dry ? "?dry_run=1" : "")}", UriKind.Relative), content);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var end = JsonDocument.Parse(lines[^1]).RootElement;
        if (!end.GetProperty("complete").GetBoolean() || end.GetProperty("created").GetInt64() != file.Objects)
            throw new InvalidOperationException($"The import did not create {file.Objects} objects: {lines[^1]} {lines[Math.Min(1, lines.Length - 1)]}");
    }

    private static async Task<int> ExportAsync(HttpClient http)
    {
        await using var lines = await http.GetStreamAsync(new Uri("/v1/export", UriKind.Relative));
        var (count, buffer) = (0, new byte[1 << 16]);
        while (await lines.ReadAsync(buffer) is var read and > 0)
            count += buffer.AsSpan(0, read).Count((byte)'\n');
        return count;
    }
}
