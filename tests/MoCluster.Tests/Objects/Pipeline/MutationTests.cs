using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>What a mutation commits, and what it does not.</summary>
public sealed class MutationTests
{
    [Fact]
    public async Task A_create_makes_registration_and_event_in_one_commit()
    {
        await using var world = await StartAsync();
        var facet = new ObjectKey("facet", Guid.NewGuid());
        Commit? seen = null;
        world.Store.Before = (_, commit) => Task.FromResult(seen = commit);
        var result = await world.DoAsync(MutationKind.Create, facet, new
        {
            uuid = facet.Uuid, user_key = "k", validity = From("2020-01-01", "2030-01-01"),
        });

        Assert.Equal(new MutationResult(facet, 1, true, world.Time.GetUtcNow(), []), result with { AfterTriggerFailures = [] });
        Assert.Equal(1, world.Store.Commits);
        Assert.Single(seen!.Registrations);
        var registration = Assert.Single(await world.RegistrationsAsync(facet));
        Assert.Equal((1, MutationKind.Create), (registration.Number, registration.Operation));
        var record = Assert.Single(await world.EventsAsync("facet"));
        Assert.Equal(facet.Uuid.ToString("D"), record.Subject);
        Assert.Equal(facet.Uuid.ToString("D"), record.Key);
        Assert.Equal(EventRecord.DefaultPriority, record.Priority);
        Assert.Equal(new RegistrationReference(facet, 1), record.Registration);
        // Of both ends of the validity, only the one in the future schedules an event.
        var due = Assert.Single(await world.Store.ReadDueAsync(null, DateTimeOffset.MaxValue, 10, Cancellation));
        Assert.Equal(new DueInstant(facet, Samples.Winter("2030-01-01")), due);
    }

    [Fact]
    public async Task A_mutation_without_a_change_makes_no_registration_and_no_event()
    {
        await using var world = await StartAsync();
        var unit = await world.UnitAsync(to: "2040-01-01");
        var created = (await world.RegistrationsAsync(unit))[0].Time;
        world.Time.Advance(TimeSpan.FromHours(1));
        var image = await world.ImageAsync(unit);
        var commits = world.Store.Commits;
        foreach (var (kind, request) in new (MutationKind, object)[]
        {
            (MutationKind.Edit, new { name = "Unit", validity = From("2011-01-01", "2012-01-01") }),
            (MutationKind.Terminate, new { to = "2040-01-01" }),
            (MutationKind.Terminate, new { from = "2040-01-01", to = "2045-01-01" }),
        })
        {
            var result = await world.DoAsync(kind, unit, request);
            Assert.Equal((1, false, created), (result.Registration, result.Changed, result.Time));
        }
        Assert.Equal(image, await world.ImageAsync(unit));
        Assert.Equal(commits, world.Store.Commits);
    }

    [Fact]
    public async Task The_registration_has_the_actor_note_and_priority_of_the_mutation()
    {
        await using var world = await StartAsync();
        var facet = await world.CreateAsync("facet", new { user_key = "k", validity = From("2020-01-01") });
        var edit = Mutation(MutationKind.Edit, new { user_key = "l", validity = From("2021-01-01") }) with { Note = "Why", Priority = 7 };
        Assert.True((await world.SendAsync(facet, edit)).Succeeded);
        var registration = (await world.RegistrationsAsync(facet))[^1];
        Assert.Equal(("Why", edit.Actor.Uuid), (registration.Note, registration.Actor));
        Assert.Equal(7, (await world.EventsAsync("facet"))[^1].Priority);
    }

    [Fact]
    public async Task A_delete_publishes_under_the_key_of_the_last_state_once()
    {
        await using var world = await StartAsync();
        var person = await world.PersonAsync();
        var address = await world.CreateAsync(
            "address", new { value = "v", address_type = await world.ClassAsync(), person = person.Uuid, validity = From("2020-01-01") });
        Assert.True((await world.DoAsync(MutationKind.Delete, address, new { uuid = address.Uuid })).Changed);
        var events = await world.EventsAsync("address");
        Assert.Equal([person.Uuid.ToString("D"), person.Uuid.ToString("D")], events.Select(record => record.Key));
        Assert.Equal(new RegistrationReference(address, 2), events[1].Registration);
        Assert.Empty(await world.Store.ReadReferencesAsync([person], Validity.Always, 10, Cancellation));

        Assert.False((await world.DoAsync(MutationKind.Delete, address, new { })).Changed);
        Assert.Equal("E_USER_NOT_FOUND", (await world.RefusedAsync(MutationKind.Delete, new ObjectKey("person", Guid.NewGuid()), new { })).Code);
        await world.RefusedAsync(MutationKind.Refresh, address, new { });
        await world.RefusedAsync(MutationKind.Edit, address, new { value = "w", validity = From("2020-01-01") });
        var again = new { value = "v", address_type = await world.ClassAsync(), person = person.Uuid, validity = From("2020-01-01") };
        Assert.Equal(3, (await world.DoAsync(MutationKind.Create, address, again)).Registration);
    }

    [Fact]
    public async Task An_existing_object_is_not_created_again()
    {
        await using var world = await StartAsync();
        var unit = await world.UnitAsync();
        var again = new { name = "n", org_unit_type = await world.ClassAsync(), validity = From("2020-01-01") };
        var refusal = await world.RefusedAsync(MutationKind.Create, unit, again);
        Assert.Equal((RefusalCode.Conflict, "input.uuid"), (refusal.Code, refusal.Path));
    }

    [Fact]
    public async Task A_refresh_publishes_an_event_and_nothing_else()
    {
        await using var world = await StartAsync();
        var unit = await world.UnitAsync();
        var target = new EventTarget(EventTargetKind.Owner, Guid.NewGuid());
        var outcome = await world.SendAsync(unit, Mutation(MutationKind.Refresh, new { uuid = unit.Uuid }) with { Priority = 3, Target = target });
        Assert.Equal((1, false), (outcome.Value!.Registration, outcome.Value.Changed));
        Assert.Single(await world.RegistrationsAsync(unit));
        var events = await world.EventsAsync("org_unit");
        Assert.Equal(2, events.Length);
        Assert.Equal((3, target, new RegistrationReference(unit, 1)), (events[1].Priority, events[1].Target, events[1].Registration));
    }

    [Fact]
    public async Task Two_persons_do_not_share_a_cpr_number_until_one_is_deleted()
    {
        await using var world = await StartAsync();
        var first = await world.PersonAsync("0101901234");
        var second = new ObjectKey("person", Guid.NewGuid());
        var request = new { given_name = "Given", surname = "Name", cpr_number = "0101901234" };
        var refusal = await world.RefusedAsync(MutationKind.Create, second, request);
        Assert.Equal(("V_EXISTING_CPR", "Person with CPR number already exists.", "input.cpr_number"), (refusal.Code, refusal.Message, refusal.Path));
        await world.DoAsync(MutationKind.Delete, first, new { });
        await world.DoAsync(MutationKind.Create, second, request);
    }

    [Fact]
    public async Task The_mutations_own_properties_have_limits_too()
    {
        await using var world = await StartAsync(options: new ObjectOptions { MaxRequestBytes = 200, MaxNoteLength = 3, MaxChain = 1 });
        var facet = await world.CreateAsync("facet", new { user_key = "k", validity = From("2020-01-01") });
        var edit = Mutation(MutationKind.Edit, new { user_key = "l", validity = From("2020-01-01") });
        var image = await world.ImageAsync(facet);
        foreach (var (mutation, code) in new[]
        {
            (edit with { Priority = 0 }, RefusalCode.InvalidInput),
            (edit with { Target = new EventTarget(EventTargetKind.Owner, Guid.NewGuid()) }, RefusalCode.InvalidInput),
            (edit with { Note = "long" }, RefusalCode.InvalidInput),
            (edit with { Chain = [new ObjectKey("facet", Guid.NewGuid())] }, RefusalCode.InvalidInput),
            (edit with { Idempotency = new IdempotencyKey(Guid.Empty, "", "p") }, RefusalCode.InvalidInput),
            (edit with { Idempotency = new IdempotencyKey(Guid.Empty, new string('k', 201), "p") }, RefusalCode.InvalidInput),
            (Mutation(MutationKind.Edit, new { user_key = new string('k', 200), validity = From("2020-01-01") }), RefusalCode.InvalidInput),
            (Mutation(MutationKind.Edit, "{\"user_key\": "), ObjectCode.InvalidInput),
            (Mutation(MutationKind.Edit, "[]"), ObjectCode.InvalidType),
        })
        {
            Assert.Equal(code, (await world.SendAsync(facet, mutation)).Refusal?.Code);
        }
        Assert.Equal(ObjectCode.UnknownType, (await world.SendAsync(new ObjectKey("facets", Guid.NewGuid()), edit)).Refusal?.Code);
        Assert.Equal(image, await world.ImageAsync(facet));
    }
}
