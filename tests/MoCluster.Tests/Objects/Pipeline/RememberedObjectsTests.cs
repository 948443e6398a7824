using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Objects;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>Objects that a process remembers save reads and change no outcome, whatever another silo did meanwhile.</summary>
public sealed class RememberedObjectsTests
{
    [Fact]
    public async Task A_remembered_object_is_not_read_again()
    {
        await using var world = await StartAsync();
        var parent = await world.UnitAsync();
        world.Store.Read.Clear();
        var unit = await world.UnitAsync(parent);
        var person = await world.PersonAsync();
        var engagement = await world.EngagementAsync(person, unit);
        Assert.True((await world.MoveAsync(unit, await world.UnitAsync())).Succeeded);
        await world.DoAsync(MutationKind.Edit, engagement, new { fraction = 1, validity = From("2020-01-01") });
        Assert.Empty(world.Store.Read);
    }

    [Fact]
    public async Task A_create_of_an_existing_object_is_refused_with_or_without_its_uuid()
    {
        await using var world = await StartAsync();
        var unit = await world.UnitAsync();
        var named = new { uuid = unit.Uuid, name = "again", org_unit_type = await world.ClassAsync(), validity = From("2000-01-01") };
        Assert.False((await world.SendAsync(unit, Mutation(MutationKind.Create, named))).Succeeded);

        // A create without a uuid that is sent to an existing object is refused with the same message.
        var unnamed = new { named.name, named.org_unit_type, named.validity };
        var refusal = await world.RefusedAsync(MutationKind.Create, unit, unnamed);
        Assert.Equal((await world.RefusedAsync(MutationKind.Create, unit, named)).ToString(), refusal.ToString());
    }

    [Fact]
    public async Task A_target_that_another_silo_ended_is_refused_as_if_it_had_been_read()
    {
        await using var world = await StartAsync(twice: true);
        var (parent, unit) = (await world.UnitAsync(), await world.UnitAsync());
        await ElsewhereAsync(world, MutationKind.Terminate, parent, new { uuid = parent.Uuid, to = "2030-01-01" });
        var refusal = (await world.MoveAsync(unit, parent)).Refusal;
        Assert.Equal("V_DATE_OUTSIDE_ORG_UNIT_RANGE", refusal?.Code);
        Assert.Contains("it is active only within [2000-01-01, 2030-01-01)", refusal!.Message, StringComparison.Ordinal);

        await ElsewhereAsync(world, MutationKind.Delete, parent, new { uuid = parent.Uuid });
        Assert.StartsWith("There is no org_unit", (await world.MoveAsync(unit, parent)).Refusal?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_another_silo_prolonged_is_accepted()
    {
        await using var world = await StartAsync(twice: true);
        var (parent, unit) = (await world.UnitAsync(to: "2030-01-01"), await world.UnitAsync());
        Assert.Equal("V_DATE_OUTSIDE_ORG_UNIT_RANGE", (await world.MoveAsync(unit, parent)).Refusal?.Code);
        await ElsewhereAsync(world, MutationKind.Edit, parent, new { name = "longer", validity = From("2020-01-01") });
        Assert.True((await world.MoveAsync(unit, parent)).Succeeded);
    }

    [Fact]
    public async Task Units_that_another_silo_moved_close_no_cycle()
    {
        await using var world = await StartAsync(twice: true);
        var (a, b, c) = (await world.UnitAsync(), await world.UnitAsync(), await world.UnitAsync());
        await ElsewhereAsync(world, MutationKind.Edit, b, new { parent = c.Uuid, validity = From("2010-01-01") });
        await ElsewhereAsync(world, MutationKind.Edit, c, new { parent = a.Uuid, validity = From("2010-01-01") });
        Assert.Equal("V_ORG_UNIT_MOVE_TO_CHILD", (await world.MoveAsync(a, b)).Refusal?.Code);

        // Nor is a cycle seen where there was one and is none any more.
        await ElsewhereAsync(world, MutationKind.Edit, c, new { parent = (Guid?)null, validity = From("2010-01-01") });
        Assert.True((await world.MoveAsync(a, b)).Succeeded);
    }

    [Fact]
    public async Task Functions_that_another_silo_prolonged_end_with_their_person()
    {
        await using var world = await StartAsync(twice: true);
        var (person, unit) = (await world.PersonAsync(), await world.UnitAsync());
        var ended = await world.EngagementAsync(person, unit, to: "2015-01-01");
        var standing = await world.EngagementAsync(person, unit);
        await ElsewhereAsync(world, MutationKind.Edit, ended, new { fraction = 1, validity = From("2012-01-01") });
        await world.DoAsync(MutationKind.Terminate, person, new { uuid = person.Uuid, to = "2030-01-01" });
        foreach (var engagement in new[] { ended, standing })
            Assert.Equal(Samples.Winter("2030-01-01"), (await world.StateAsync(engagement))!.Segments[^1].Interval.To);
    }

    [Fact]
    public async Task Relations_that_another_silo_restored_end_when_all_relations_are_set()
    {
        await using var world = await StartAsync(twice: true);
        var (origin, first, second) = (await world.UnitAsync(), await world.UnitAsync(), await world.UnitAsync());
        var subject = new ObjectKey("related_unit", origin.Uuid);
        object Related(params Guid[] to) => new { uuid = origin.Uuid, origin = origin.Uuid, destination = to, validity = From("2020-01-01") };
        await world.DoAsync(MutationKind.Edit, subject, Related(first.Uuid));
        await world.DoAsync(MutationKind.Edit, subject, Related());
        await ElsewhereAsync(world, MutationKind.Edit, subject, Related(first.Uuid));
        await world.DoAsync(MutationKind.Edit, subject, Related(second.Uuid));
        var query = new ObjectQuery("related_unit", 10, Active: Samples.Between("2021-01-01", "2022-01-01"));
        var relation = Assert.Single(await world.Store.ListObjectsAsync(query, Cancellation));
        var values = Assert.Single((await world.StateAsync(relation.Object))!.Segments).Values;
        Assert.Contains(second.Uuid, ((FieldValue.Uuids)values[values.Type["org_units"]]!).Values);
    }

    private static async Task ElsewhereAsync(ObjectSimulation world, MutationKind kind, ObjectKey key, object request)
    {
        var outcome = await world.SendAsync(key, Mutation(kind, request), world.Elsewhere);
        Assert.True(outcome.Succeeded, outcome.Refusal?.ToString());
    }
}
