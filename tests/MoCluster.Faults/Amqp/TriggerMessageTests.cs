using System.Globalization;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Faults.Amqp;

/// <summary>The messages of OS2mo's AMQP trigger, over a real RabbitMQ (docs/os2mo.md §7).</summary>
/// <param name="broker">The broker. Each test has an exchange of its own.</param>
[Collection(nameof(BrokerCollection))]
public sealed class TriggerMessageTests(PrivateBroker broker)
{
    private readonly string _exchange = $"os2mo-{Guid.NewGuid():N}";

    private string[] Settings => [.. broker.Settings(_exchange), "Amqp:ChangeMessages=false"];

    [Fact]
    public async Task Each_mutation_is_a_message_in_the_words_of_OS2mo()
    {
        await broker.NeedAsync();
        await using var silo = await SiloRun.StartAsync(directory: null, Settings);
        await using var consumer = await MessageConsumer.StartAsync(broker, _exchange);
        var type = await silo.Http.CreateUnitTypeAsync();
        var unit = await silo.Http.CreateUnitAsync(type, "Library");
        await silo.Http.RenameUnitAsync(unit, "Museum");
        await silo.Http.AskAsync($"mutation {{ org_unit_terminate(input: {{uuid: \"{unit}\", to: \"2023-07-01\"}}) {{ uuid }} }}");
        var person = (await silo.Http.AskAsync("mutation { employee_create(input: {given_name: \"Ane\", surname: \"Holm\"}) { uuid } }"))
            .GetProperty("employee_create").GetProperty("uuid").GetGuid();
        await silo.Http.AskTriggerlessAsync("mutation { employee_create(input: {given_name: \"Silent\", surname: \"Holm\"}) { uuid } }");
        await silo.Http.AskAsync($"mutation {{ employee_delete(uuid: \"{person}\") {{ uuid }} }}");

        var messages = await consumer.WaitAsync(messages => messages.Any(message => message.RoutingKey == "employee.employee.delete")
            && messages.Any(message => message.RoutingKey == "org_unit.org_unit.terminate"));
        Assert.Equal(
            [
                ("org_unit.org_unit.create", Body(unit, "2021-01-01T00:00:00+01:00")),
                ("org_unit.org_unit.edit", Body(unit, "2022-01-01T00:00:00+01:00")),
                ("org_unit.org_unit.terminate", Body(unit, "2023-07-01T00:00:00+02:00")),
            ],
            messages.Where(message => message.RoutingKey.StartsWith("org_unit.", StringComparison.Ordinal)));
        var ofPersons = messages.Where(message => message.RoutingKey.StartsWith("employee.", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["employee.employee.create", "employee.employee.delete"], ofPersons.Select(message => message.RoutingKey));
        Assert.All(ofPersons, message => Assert.StartsWith($"{{\"uuid\":\"{person:D}\",\"object_uuid\":\"{person:D}\",\"time\":\"", message.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_messages_of_an_object_come_in_the_order_of_its_changes_although_broker_and_silo_are_killed()
    {
        await broker.NeedAsync();
        using var directory = new TemporaryDirectory();
        await using var consumer = await MessageConsumer.StartAsync(broker, _exchange, "org_unit.org_unit.edit");
        var silo = await SiloRun.StartAsync(directory.Path, Settings);
        try
        {
            var unit = await silo.Http.CreateUnitAsync(await silo.Http.CreateUnitTypeAsync(), "Library");
            await EditAsync(silo, unit, 0, 20);
            await consumer.WaitAsync(messages => messages.Length > 0);
            await broker.KillAsync();
            await EditAsync(silo, unit, 20, 20);
            await silo.KillAsync();
            await silo.DisposeAsync();
            silo = await SiloRun.StartAsync(directory.Path, Settings);
            await EditAsync(silo, unit, 40, 20);
            await broker.StartAsync();

            var expected = Enumerable.Range(0, 60).Select(number => Body(unit, $"{Day(number):yyyy-MM-dd}T00:00:00+01:00")).ToArray();
            var messages = await consumer.WaitAsync(messages => messages.Contains(("org_unit.org_unit.edit", expected[^1])));
            // One that was confirmed when its silo or broker ended may come again, but never after a later one came for the first time.
            Assert.Equal(expected, messages.Select(message => message.Body).Distinct());
        }
        finally
        {
            await silo.DisposeAsync();
        }
    }

    private static string Body(Guid unit, string time) => $"{{\"uuid\":\"{unit:D}\",\"object_uuid\":\"{unit:D}\",\"time\":\"{time}\"}}";

    private static DateTime Day(int number) => new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(number);

    private static async Task EditAsync(SiloRun silo, Guid unit, int from, int count)
    {
        foreach (var number in Enumerable.Range(from, count))
        {
            await silo.Http.AskAsync(
                "mutation($uuid: UUID!, $name: String!, $from: DateTime!) { org_unit_update(input: {uuid: $uuid, name: $name, validity: {from: $from}}) { uuid } }",
                new { uuid = unit, name = $"Name {number}", from = Day(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) });
        }
    }
}
