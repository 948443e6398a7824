using System.Text.Json;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Hosting;

/// <summary>An import whose process is killed goes on when the same file comes again.</summary>
public sealed class ImportKillTests
{
    private const int Count = 20_000;

    [Fact]
    public async Task An_import_goes_on_after_a_kill_and_makes_every_object_once()
    {
        using var directory = new TemporaryDirectory();
        var file = string.Join('\n', Enumerable.Range(0, Count).Select(index =>
            $$$$"""{"type":"facet","uuid":"{{{{new Guid(index, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]):D}}}}","validities":[{"from":"2000-01-01","values":{"user_key":"facet {{{{index}}}}"}}]}"""));
        string[] settings = ["Import:ProgressInterval=00:00:00.1", "Import:CommitObjects=100"];
        await using (var first = await SiloRun.StartAsync(directory.Path, settings))
        {
            var importing = SendAsync(first.Http, file);
            // Some are durable, and most are still to come.
            while ((await first.Http.AskAsync("{ facets(limit: 1) { objects { uuid } } }")).GetProperty("facets").GetProperty("objects").GetArrayLength() == 0)
                await Task.Yield();
            await first.KillAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => importing);
        }

        await using var second = await SiloRun.StartAsync(directory.Path, settings);
        var answer = await SendAsync(second.Http, file);
        var end = answer.Completed();
        var before = answer[0].Count("done");
        Assert.Equal((0, Count - before), (end.Count("failed"), end.Count("created") + end.Count("unchanged")));
        var lines = (await second.Http.ExportAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Count, lines.Length);
        Assert.All(lines, line => Assert.Equal(1, JsonDocument.Parse(line).RootElement.GetProperty("registrations").GetArrayLength()));
    }

    private static async Task<JsonElement[]> SendAsync(HttpClient http, string file) => await http.ImportAsync(file, "?id=killed");
}
