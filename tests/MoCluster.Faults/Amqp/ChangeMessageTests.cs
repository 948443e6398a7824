using System.Collections.Concurrent;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Faults.Amqp;

/// <summary>Messages about changes, over a real RabbitMQ: none is lost, none comes before its commit (docs/os2mo.md §6).</summary>
/// <param name="broker">The broker. Each test has an exchange of its own.</param>
[Collection(nameof(BrokerCollection))]
public sealed class ChangeMessageTests(PrivateBroker broker)
{
    private readonly string _exchange = $"os2mo-{Guid.NewGuid():N}";

    private string[] Settings => [.. broker.Settings(_exchange), "Amqp:TriggerMessages=false"];

    [Fact]
    public async Task A_message_comes_for_each_change_and_finds_the_change_committed()
    {
        await broker.NeedAsync();
        await using var silo = await SiloRun.StartAsync(directory: null, Settings);
        var type = await silo.Http.CreateUnitTypeAsync();
        var read = new ConcurrentDictionary<string, string?>();
        await using var consumer = await MessageConsumer.StartAsync(
            broker, _exchange, "org_unit", async uuid => read[uuid] = await NameAsync(silo, uuid));

        var units = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => silo.Http.CreateUnitAsync(type, $"Unit {number}")));
        await consumer.WaitAsync(messages => units.All(unit => messages.Contains(("org_unit", $"{unit:D}"))));
        await Task.WhenAll(units.Select(unit => silo.Http.RenameUnitAsync(unit, $"Renamed {unit}")));
        await consumer.WaitAsync(_ => units.All(unit => read[$"{unit:D}"] == $"Renamed {unit}"));
        Assert.DoesNotContain(null, read.Values);
    }

    [Fact]
    public async Task Every_change_is_published_although_broker_and_silo_are_killed_in_the_middle()
    {
        await broker.NeedAsync();
        using var directory = new TemporaryDirectory();
        await using var consumer = await MessageConsumer.StartAsync(broker, _exchange, "org_unit");
        var silo = await SiloRun.StartAsync(directory.Path, Settings);
        try
        {
            var type = await silo.Http.CreateUnitTypeAsync();
            var units = new ConcurrentBag<Guid>();
            await CreateAsync(silo, type, 50, units);
            await consumer.WaitAsync(messages => messages.Length > 0);
            var load = CreateAsync(silo, type, 150, units);
            await broker.KillAsync();
            await load;
            await silo.KillAsync();
            await silo.DisposeAsync();

            // Without a broker the silo starts, and takes changes.
            silo = await SiloRun.StartAsync(directory.Path, Settings);
            await CreateAsync(silo, type, 50, units);
            await broker.StartAsync();
            await consumer.WaitAsync(messages => units.All(unit => messages.Contains(("org_unit", $"{unit:D}"))));
            Assert.Equal(250, units.Count);
        }
        finally
        {
            await silo.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_triggerless_change_reaches_listeners_but_not_the_exchange()
    {
        await broker.NeedAsync();
        await using var silo = await SiloRun.StartAsync(directory: null, Settings);
        var type = await silo.Http.CreateUnitTypeAsync();
        var listener = await silo.Http.ListenAsync("units");
        await using var consumer = await MessageConsumer.StartAsync(broker, _exchange, "org_unit");

        var silent = Guid.NewGuid();
        await silo.Http.AskTriggerlessAsync(
            "mutation($uuid: UUID!, $type: UUID!) { "
            + "org_unit_create(input: {uuid: $uuid, name: \"Silent\", org_unit_type: $type, validity: {from: \"2021-01-01\"}}) { uuid } }",
            new { uuid = silent, type });
        var loud = await silo.Http.CreateUnitAsync(type, "Loud");

        var events = await silo.Http.FetchManyAsync(listener, 10, wait: 5);
        Assert.Equal([silent, loud], events.Select(found => Guid.Parse(found.Subject)));
        // The messages of one type come in the order of the log, unless they come together; so the later one is awaited, then counted.
        var messages = await consumer.WaitAsync(messages => messages.Contains(("org_unit", $"{loud:D}")));
        Assert.DoesNotContain(("org_unit", $"{silent:D}"), messages);
    }

    [Fact]
    public async Task A_refresh_for_an_exchange_goes_there_alone_and_others_go_by_their_target()
    {
        await broker.NeedAsync();
        await using var silo = await SiloRun.StartAsync(directory: null, Settings);
        var unit = await silo.Http.CreateUnitAsync(await silo.Http.CreateUnitTypeAsync(), "Library");
        var listener = await silo.Http.ListenAsync("units");
        var other = $"{_exchange}-other";
        await using var consumer = await MessageConsumer.StartAsync(broker, _exchange, "org_unit");
        await using var otherConsumer = await MessageConsumer.StartAsync(broker, other);

        await silo.Http.AskAsync($"mutation {{ org_unit_refresh(exchange: \"{other}\") {{ objects }} }}");
        Assert.Equal([("org_unit", $"{unit:D}")], otherConsumer.Messages.Length > 0 ? otherConsumer.Messages : await otherConsumer.WaitAsync(messages => messages.Length > 0));
        Assert.Empty(await silo.Http.FetchManyAsync(listener, 10));

        await silo.Http.AskAsync($"mutation {{ org_unit_refresh(listener: \"{listener}\") {{ objects }} }}");
        var targeted = Assert.Single(await silo.Http.FetchManyAsync(listener, 10, wait: 5));
        await silo.Http.AcknowledgeAsync(targeted.Token);
        var before = consumer.Messages.Length;
        await silo.Http.AskAsync("mutation { org_unit_refresh { objects } }");
        Assert.Single(await silo.Http.FetchManyAsync(listener, 10, wait: 5));
        await consumer.WaitAsync(messages => messages.Length > before);

        var both = await silo.Http.FailAsync($"mutation {{ org_unit_refresh(exchange: \"{other}\", listener: \"{listener}\") {{ objects }} }}");
        Assert.Equal(
            "listener/owner and exchange are mutually exclusive. Exchanges are part of the legacy event system. If you are using GraphQL Events, do NOT use exchange.",
            both.Message());
    }

    private static async Task CreateAsync(SiloRun silo, Guid type, int count, ConcurrentBag<Guid> units) => await Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = 8 },
        async (number, _) => units.Add(await silo.Http.CreateUnitAsync(type, $"Unit {number}")));

    private static async Task<string?> NameAsync(SiloRun silo, string uuid)
    {
        var answer = await silo.Http.AskAsync(
            "query($uuids: [UUID!]) { org_units(filter: {uuids: $uuids}) { objects { current { name } } } }", new { uuids = new[] { uuid } });
        return answer.GetProperty("org_units").GetProperty("objects").EnumerateArray()
            .Select(unit => unit.GetProperty("current").GetProperty("name").GetString()).SingleOrDefault();
    }
}
