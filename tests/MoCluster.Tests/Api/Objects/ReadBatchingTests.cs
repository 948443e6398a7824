using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;
using MoCluster.GraphQL;
using MoCluster.Silo.Api.GraphQL;
using MoCluster.Silo.Application;
using MoCluster.Silo.Cluster;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Metrics;
using MoCluster.Silo.Security;
using MoCluster.Silo.Storage;
using MoCluster.Stores.Memory;

namespace MoCluster.Tests.Api.Objects;

/// <summary>How many store reads one GraphQL answer takes.</summary>
public sealed class ReadBatchingTests
{
    private static readonly object Always = new { from = "2020-01-01" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_of_a_thousand_objects_with_their_references_is_a_handful_of_reads()
    {
        var store = new CountingStore(new MemoryStore(TimeProvider.System, Guid.NewGuid()));
        using var silo = Build(store);
        await silo.StartAsync(Cancellation);
        var facet = await MakeAsync(silo, "facet_create", "FacetCreateInput", new { user_key = "org_unit_type", validity = Always });
        var types = new List<Guid>();
        for (var i = 0; i < 5; i++)
            types.Add(await MakeAsync(silo, "class_create", "ClassCreateInput", new { facet_uuid = facet, user_key = $"{i}", name = $"type {i}", validity = Always }));
        var parents = new List<Guid?> { null };
        for (var i = 0; i < 1_000; i++)
        {
            var unit = new { name = $"unit {i}", org_unit_type = types[i % 5], parent = parents[i / 10], validity = Always };
            parents.Add(await MakeAsync(silo, "org_unit_create", "OrganisationUnitCreateInput", unit));
        }

        store.Reads.Clear();
        var page = await AskAsync(silo, """
            { org_units(limit: 1000) { objects { uuid current { name
                parent { name unit_type { name facet { user_key } } parent { name } } unit_type { name facet { user_key } } } } } }
            """);

        var units = page.GetProperty("org_units").GetProperty("objects").EnumerateArray().ToArray();
        Assert.Equal(1_000, units.Length);
        Assert.Equal(990, units.Count(unit => unit.GetProperty("current").GetProperty("parent").ValueKind == JsonValueKind.Object));
        Assert.All(units, unit => Assert.Equal("org_unit_type",
            unit.GetProperty("current").GetProperty("unit_type").GetProperty("facet").GetProperty("user_key").GetString()));
        // The page and whether there is another; then one read each for the parents and types, and for the facet. Ancestors further up are already
        // among the parents, and no object is read twice.
        Assert.Equal(["list 1000", "list 0", "read 104", "read 1"], store.Reads);

        store.Reads.Clear();
        var tree = await AskAsync(silo, "{ org_units(limit: 1000) { objects { current { ancestors { name } managers(inherit: true) { uuid } } } } }");
        Assert.Equal(2, tree.GetProperty("org_units").GetProperty("objects").EnumerateArray()
            .Max(unit => unit.GetProperty("current").GetProperty("ancestors").GetArrayLength()));
        // The page; who manages any of its units; the units that are above others, and the rest to know what is above them.
        Assert.Equal(["list 1000", "list 0", "referrers of 1000", "read 99", "read 901"], store.Reads);
        await silo.StopAsync(Cancellation);
    }

    /// <summary>A silo without its web server.</summary>
    private static IHost Build(IStore store)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var settings = Settings.Read("Store:Kind=Memory");
        builder.Services.AddSingleton<IStoreOpening>(new Opened(store)).AddSettings(settings).AddStore().AddSiloMetrics().AddApplication().AddGraphQL();
        builder.AddCluster(settings);
        return builder.Build();
    }

    private sealed class Opened(IStore store) : IStoreOpening
    {
        public Task<IStore> OpenAsync(CancellationToken cancellation) => Task.FromResult(store);
    }

    private static async Task<Guid> MakeAsync(IHost silo, string field, string input, object given)
    {
        var data = await AskAsync(silo, $"mutation($input: {input}!) {{ {field}(input: $input) {{ uuid }} }}", new { input = given });
        return data.GetProperty(field).GetProperty("uuid").GetGuid();
    }

    private static async Task<JsonElement> AskAsync(IHost silo, string query, object? variables = null)
    {
        var store = silo.Services.GetRequiredService<IStore>();
        var context = new ApiRequest
        {
            Actor = new Actor(Guid.NewGuid()), Roles = CallerRoles.Everything, Now = store.Now, Incarnation = store.Incarnation,
        };
        var request = new GraphQLRequest { Query = query, Variables = JsonSerializer.SerializeToElement(variables) };
        var result = await silo.Services.GetRequiredService<GraphQLExecutor>().ExecuteAsync(request, context, Cancellation);
        Assert.True(result.Errors.IsEmpty, string.Join('\n', result.Errors));
        return JsonDocument.Parse(result.ToJson()).RootElement.GetProperty("data");
    }

    private sealed class CountingStore(IStore store) : ForwardingStore(store)
    {
        public List<string> Reads { get; } = [];

        public override async ValueTask<ImmutableArray<ObjectRow>> ListObjectsAsync(ObjectQuery query, CancellationToken cancellation)
        {
            var found = await base.ListObjectsAsync(query, cancellation);
            Note($"list {found.Length}");
            return found;
        }

        public override ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation)
        {
            Note($"read {keys.Length}");
            return base.ReadObjectsAsync(keys, cancellation);
        }

        public override ValueTask<ImmutableArray<Referrer>> ReadReferrersAsync(ReferrerQuery query, CancellationToken cancellation)
        {
            Note($"referrers of {query.Targets.Length}");
            return base.ReadReferrersAsync(query, cancellation);
        }

        private void Note(string read)
        {
            lock (Reads)
                Reads.Add(read);
        }
    }
}
