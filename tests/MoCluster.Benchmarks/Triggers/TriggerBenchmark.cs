using Microsoft.Extensions.DependencyInjection;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Triggers.Registry;
using MoCluster.Grains.Triggers;

namespace MoCluster.Benchmarks.Triggers;

/// <summary>Measures what triggers cost: of modules, of an HTTP endpoint that takes 10 ms, and of one that is slow, for other objects.</summary>
internal static class TriggerBenchmark
{
    private const int Objects = 200;
    private const int Rounds = 5;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(Report report)
    {
        await ModulesAsync(report);
        await EndpointAsync(report);
        await SlowEndpointAsync(report);
    }

    /// <summary>Creates org units with 0, 1 and 5 triggers of a module, in turns.</summary>
    private static async Task ModulesAsync(Report report)
    {
        int[] counts = [0, 1, 5];
        var silos = new List<(BenchSilo Silo, Guid Type, List<double> Rates)>();
        foreach (var count in counts)
        {
            var silo = await BenchSilo.StartAsync(services => services.AddSingleton(new TriggerRegistry([new NoOpTriggers(count)], ObjectCatalogue.BuiltIn)));
            silos.Add((silo, await MutationBenchmark.PrepareAsync(silo), []));
            await CreateAsync(silo, silos[^1].Type);
        }

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (silo, type, rates) in silos)
                rates.Add(await CreateAsync(silo, type));
        }

        foreach (var (count, (silo, _, rates)) in counts.Zip(silos))
        {
            report.Figure(Name(count), Median(rates), "mutations/s", Name(0), $"median of {Rounds} rounds in turns; 256 callers create org units");
            await silo.DisposeAsync();
        }
    }

    /// <summary>Creates 200 org units at a time, each of which waits for an endpoint, and asks the endpoint the same without a silo.</summary>
    private static async Task EndpointAsync(Report report)
    {
        await using var endpoint = await BenchEndpoint.StartAsync(TimeSpan.FromMilliseconds(10));
        await using var silo = await StartAsync(endpoint);
        var type = await MutationBenchmark.PrepareAsync(silo);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Objects });
        var (bare, mutations) = (new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            var asked = await MutationBenchmark.RunAsync(Duration, _ => PostAsync(http, endpoint), Objects);
            var made = await MutationBenchmark.RunAsync(Duration, _ => CreateOneAsync(silo, type), Objects);
            if (round < 0)
                continue;
            bare.Add(asked);
            mutations.Add(made);
        }

        const string Peer = "posts to an endpoint that takes 10 ms";
        report.Figure(Peer, Median(bare), "posts/s", note: $"{Objects} callers, plain HttpClient in this process, as is the endpoint");
        report.Figure("mutations with that HTTP trigger", Median(mutations), "mutations/s", Peer, $"{Objects} objects in parallel; 20 000/s is what callers that only wait could do");
    }

    /// <summary>Creates objects of another type, alone and while 200 org units wait for an endpoint that takes a second.</summary>
    private static async Task SlowEndpointAsync(Report report)
    {
        await using var endpoint = await BenchEndpoint.StartAsync(TimeSpan.FromSeconds(1));
        await using var silo = await StartAsync(endpoint);
        var type = await MutationBenchmark.PrepareAsync(silo);
        await OthersAsync(silo);
        var (alone, beside) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await OthersAsync(silo));
            var slow = MutationBenchmark.RunAsync(Duration, _ => CreateOneAsync(silo, type), Objects);
            beside.Add(await OthersAsync(silo));
            await slow;
        }

        const string Alone = "mutations of objects without a trigger";
        report.Figure(Alone, Median(alone), "mutations/s");
        report.Figure("the same beside a slow HTTP trigger", Median(beside), "mutations/s", Alone, $"{Objects} other objects wait for an endpoint that takes 1 s");
    }

    private static async Task<BenchSilo> StartAsync(BenchEndpoint endpoint)
    {
        var silo = await BenchSilo.StartAsync($"HttpTriggers:Endpoints={endpoint.Address}");
        var registered = BenchSilo.Value(await silo.Grains.GetGrain<ITriggerRegistryGrain>(ITriggerRegistryGrain.Key).RefreshAsync(null, CancellationToken.None));
        return registered.Endpoints is [{ Triggers.Length: 1 }] ? silo : throw new InvalidOperationException($"The endpoint was not registered: {registered.Endpoints[0].Problem}");
    }

    private static async Task PostAsync(HttpClient http, BenchEndpoint endpoint)
    {
        using var body = new StringContent("""{"event_type":"ON_BEFORE","request":{},"request_type":"CREATE","role_type":"org_unit"}""");
        using var answer = await http.PostAsync($"{endpoint.Address}/before", body);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsStringAsync();
    }

    private static Task CreateOneAsync(BenchSilo silo, Guid type)
    {
        var uuid = Guid.CreateVersion7();
        return MutationBenchmark.MutateAsync(silo, "org_unit", uuid, new { uuid, name = "Unit", org_unit_type = type, validity = new { from = "2021-01-01" } });
    }

    private static async Task<double> CreateAsync(BenchSilo silo, Guid type) =>
        (await MutationBenchmark.CreateAsync(silo, type, Duration, Guid.CreateVersion7)).Rate;

    private static Task<double> OthersAsync(BenchSilo silo) => MutationBenchmark.RunAsync(Duration, _ =>
    {
        var uuid = Guid.CreateVersion7();
        return MutationBenchmark.MutateAsync(silo, "facet", uuid, new { uuid, user_key = uuid.ToString("N"), validity = new { from = "2021-01-01" } });
    });

    private static string Name(int count) => $"mutations with {count} before triggers of a module";

    private static double Median(List<double> rates) => rates.Order().ElementAt(rates.Count / 2);
}
