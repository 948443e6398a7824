using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MoCluster.Cluster.Grains;
using MoCluster.History.Workload;
using MoCluster.Silo;
using MoCluster.Silo.Configuration;
using Orleans.Storage;

namespace MoCluster.Cluster;

/// <summary>The states of grains over the embedded store, through Orleans' own code.</summary>
public sealed class EmbeddedStateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_grains_state_outlives_its_activation_and_its_silo()
    {
        using var directory = new TemporaryDirectory();
        await using (var first = await StartAsync(directory.Path))
        {
            await TallyStates.CountToThreeAsync(first.Services.GetRequiredService<IGrainFactory>());
            await first.StopAsync(Cancellation);
        }

        await using var second = await StartAsync(directory.Path);
        await TallyStates.AssertThreeThenClearAsync(second.Services.GetRequiredService<IGrainFactory>());
        await second.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Only_one_of_many_writes_of_one_version_of_a_state_is_made()
    {
        using var directory = new TemporaryDirectory();
        await using var silo = await StartAsync(directory.Path);
        var storage = silo.Services.GetRequiredService<IGrainStorage>();
        var id = GrainId.Create("test.tally", "contended");
        for (string? etag = null; etag != "3";)
        {
            var written = await Task.WhenAll(Enumerable.Range(1, 8).Select(count => TallyStates.TryWriteAsync(storage, id, new GrainState<Tally>(new Tally(count)) { ETag = etag })));
            var winner = Assert.Single(written, state => state is not null)!;
            var read = new GrainState<Tally>();
            await storage.ReadStateAsync("test.tally", id, read);
            Assert.Equal((winner.State, winner.ETag, true), (read.State, read.ETag, read.RecordExists));
            etag = read.ETag;
        }

        await silo.StopAsync(Cancellation);
    }

    private static async Task<WebApplication> StartAsync(string directory)
    {
        var commandLine = CommandLine.Parse(
            ["urls=http://127.0.0.1:0", "Store:Kind=Sqlite", $"Store:Directory={directory}", "Logging:LogLevel:Default=None"]);
        var builder = SiloProcess.CreateBuilder(commandLine);
        var app = Program.Build(builder, Settings.Read(builder.Configuration, commandLine));
        await app.StartAsync(Cancellation);
        return app;
    }
}
