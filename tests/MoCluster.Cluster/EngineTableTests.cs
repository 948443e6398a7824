using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MoCluster.Cluster.Grains;
using MoCluster.Cluster.Hosting;
using MoCluster.Silo.Cluster;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Stores.PostgreSql;
using MoCluster.Stores.PostgreSql.Connections;
using Npgsql;
using Orleans.Configuration;
using Orleans.Storage;

namespace MoCluster.Cluster;

/// <summary>Orleans' own code runs its statements on the tables of Orleans.</summary>
public sealed class EngineTableTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_one_of_many_changes_to_one_version_of_the_members_is_made()
    {
        using var host = Build(await Database.SchemaAsync());
        var table = host.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true, Cancellation);
        await table.InitializeMembershipTableAsync(true, Cancellation);
        var empty = await table.ReadAllAsync(Cancellation);
        Assert.Empty(empty.Members);

        var next = empty.Version.Next();
        var inserted = await Task.WhenAll(Enumerable.Range(1, 8).Select(port => table.InsertRowAsync(Entry(port), next, Cancellation)));
        Assert.Single(inserted, done => done);
        var members = await table.ReadAllAsync(Cancellation);
        var (entry, etag) = Assert.Single(members.Members);
        Assert.Equal(next.Version, members.Version.Version);
        Assert.False(await table.InsertRowAsync(entry, members.Version.Next(), Cancellation), "The same silo was inserted twice.");
        Assert.False(await table.UpdateRowAsync(Entry(99), etag, members.Version.Next(), Cancellation), "A silo that is not there was updated.");

        entry.Status = SiloStatus.Dead;
        entry.AddSuspector(entry.SiloAddress, Start);
        var updated = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => table.UpdateRowAsync(entry, etag, members.Version.Next(), Cancellation)));
        Assert.Single(updated, done => done);

        entry.IAmAliveTime = Start.AddMinutes(1);
        await table.UpdateIAmAliveAsync(entry, Cancellation);
        var read = await table.ReadRowAsync(entry.SiloAddress, Cancellation);
        var row = Assert.Single(read.Members).Item1;
        Assert.Equal((SiloStatus.Dead, "silo", Start.AddMinutes(1)), (row.Status, row.SiloName, row.IAmAliveTime.ToUniversalTime()));
        Assert.Equal(entry.SiloAddress, Assert.Single(row.SuspectTimes!).Item1);
        Assert.Equal(members.Version.Version + 1, read.Version.Version);

        await table.CleanupDefunctSiloEntriesAsync(Start.AddMinutes(2), Cancellation);
        Assert.Empty((await table.ReadAllAsync(Cancellation)).Members);
        await table.DeleteMembershipTableEntriesAsync("mocluster-tests", Cancellation);
    }

    [Fact]
    public async Task A_grains_state_outlives_its_activation_and_its_silo()
    {
        var schema = await Database.SchemaAsync();
        using (var first = Build(schema))
        {
            await first.StartAsync(Cancellation);
            await TallyStates.CountToThreeAsync(first.Services.GetRequiredService<IGrainFactory>());
            await first.StopAsync(Cancellation);
        }

        using var second = Build(schema);
        await second.StartAsync(Cancellation);
        await TallyStates.AssertThreeThenClearAsync(second.Services.GetRequiredService<IGrainFactory>());
        await second.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Only_one_of_many_first_writes_of_one_state_is_made()
    {
        var schema = await Database.SchemaAsync();
        using var host = Build(schema);
        await host.StartAsync(Cancellation);
        var storage = host.Services.GetRequiredService<IGrainStorage>();
        var id = GrainId.Create("test.tally", "contended");

        var written = await Task.WhenAll(Enumerable.Range(1, 8).Select(count => TallyStates.TryWriteAsync(storage, id, new GrainState<Tally>(new Tally(count)))));
        Assert.Single(written, state => state is not null);
        var read = new GrainState<Tally>();
        await storage.ReadStateAsync("test.tally", id, read);
        Assert.Equal(written.Single(state => state is not null)!.State, read.State);

        // A write on an older version is refused too.
        await storage.WriteStateAsync("test.tally", id, read);
        Assert.Null(await TallyStates.TryWriteAsync(storage, id, new GrainState<Tally>(new Tally(99)) { ETag = "1" }));
        await host.StopAsync(Cancellation);

        await using var source = NpgsqlDataSource.Create(schema.ConnectionString);
        await using var command = source.CreateCommand($"SELECT count(*) FROM {schema.Schema}.orleansstorage");
        Assert.Equal(1L, await command.ExecuteScalarAsync(Cancellation));
    }

    /// <summary>A host with one silo, which keeps grain states and cluster members in the schema.</summary>
    private static IHost Build(PostgreSqlOptions schema)
    {
        var database = EngineDatabase.ConnectionString(schema.ConnectionString, schema.Schema, "tests");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.ConfigureEndpoints(IPAddress.Loopback, FreePort.Find(IPAddress.Loopback), gatewayPort: 0);
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("mocluster-tests", "mocluster"));
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (EngineDatabase.Invariant, database));
            OrleansServices.AddGrainStates(silo, StoreKind.PostgreSql, database);
        });
        return builder.Build();
    }

    private static MembershipEntry Entry(int port) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, port, 1),
        SiloName = "silo",
        HostName = "host",
        Status = SiloStatus.Joining,
        ProxyPort = 0,
        StartTime = Start,
        IAmAliveTime = Start,
    };
}
