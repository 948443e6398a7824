using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Modules;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>Mutations that change several objects in one commit: the termination of a person, and relations between units.</summary>
public sealed class ManyObjectsMutationTests
{
    private static readonly string[] Roles = ["employee", "engagement"];
    private static readonly ObjectOptions EndsPerson = new() { RerunDelay = TimeSpan.Zero, TerminateEndsPerson = true, SubstituteTypes = ClassSelection.All };

    [Fact]
    public async Task A_persons_functions_end_in_one_commit_and_the_person_does_not()
    {
        var ran = new List<string>();
        var requests = new List<string>();
        await using var world = await StartAsync(triggers =>
        {
            foreach (var role in Roles)
            {
                foreach (var type in Enum.GetValues<EventType>())
                {
                    triggers.On("t", type, role, RequestType.Terminate, (context, _) =>
                    {
                        ran.Add($"{type} {role}");
                        requests.Add(context.Request.ToString());
                        return default;
                    });
                }
            }
        });
        var (person, other, unit) = (await world.PersonAsync(), await world.PersonAsync(), await world.UnitAsync());
        var type = await world.ClassAsync();
        var engagement = await world.EngagementAsync(person, unit);
        var past = await world.EngagementAsync(person, unit, to: "2015-01-01");
        var theirs = await world.EngagementAsync(other, unit);
        var leave = await world.CreateAsync("leave", new
        {
            person = person.Uuid, engagement = engagement.Uuid, leave_type = type, validity = From("2020-01-01"),
        });
        Commit? commit = null;
        world.Store.Before = (_, seen) => Task.FromResult(commit = seen);
        var commits = world.Store.Commits;
        var result = await world.DoAsync(MutationKind.Terminate, person, new { uuid = person.Uuid, to = "2030-01-01" });

        Assert.Equal((person, 2, true), (result.Object, result.Registration, result.Changed));
        Assert.Equal(commits + 1, world.Store.Commits);
        Assert.Equal([person, leave, engagement], commit!.Registrations.Select(write => write.Object));
        Assert.Equal([person, leave, engagement], commit.Events.Select(draft => draft.Registration!.Object));
        Assert.Equal(Validity.Always, Assert.Single((await world.StateAsync(person))!.Segments).Interval);
        foreach (var ended in new[] { engagement, leave })
            Assert.Equal(Samples.Winter("2030-01-01"), (await world.StateAsync(ended))!.Segments[^1].Interval.To);
        foreach (var left in new[] { past, theirs })
            Assert.Single(await world.RegistrationsAsync(left));
        Assert.Equal(["OnBefore engagement", "OnBefore employee", "OnAfter engagement", "OnAfter employee"], ran);
        Assert.Equal($$"""{"uuid":"{{engagement.Uuid:D}}","to":"2030-01-01"}""", requests[0]);
        // The grains of the functions find the registrations that another grain made.
        var edited = await world.DoAsync(MutationKind.Edit, engagement, new { fraction = 1, validity = From("2020-01-01", "2030-01-01") });
        Assert.Equal(3, edited.Registration);
        // A person who left may come back; a second termination on the same day changes nothing.
        await world.EngagementAsync(person, unit, from: "2029-01-01", to: "2030-01-01");
        await world.EngagementAsync(person, unit, from: "2031-01-01");
        Assert.True((await world.DoAsync(MutationKind.Terminate, person, new { uuid = person.Uuid, to = "2030-01-01" })).Changed);
        var again = await world.DoAsync(MutationKind.Terminate, person, new { uuid = person.Uuid, to = "2030-01-01" });
        Assert.Equal((3, false), (again.Registration, again.Changed));
    }

    [Fact]
    public async Task The_person_ends_too_where_configured()
    {
        await using var world = await StartAsync(options: EndsPerson);
        var (person, unit) = (await world.PersonAsync(), await world.UnitAsync());
        var engagement = await world.EngagementAsync(person, unit);
        await world.DoAsync(MutationKind.Terminate, person, new { uuid = person.Uuid, to = "2030-01-01" });
        foreach (var ended in new[] { person, engagement })
            Assert.Equal(Samples.Winter("2030-01-01"), (await world.StateAsync(ended))!.Segments[^1].Interval.To);
        var type = await world.ClassAsync();
        var refusal = await world.RefusedAsync(MutationKind.Create, new ObjectKey("engagement", Guid.NewGuid()), new
        {
            person = person.Uuid, org_unit = unit.Uuid, engagement_type = type, job_function = type, validity = From("2031-01-01"),
        });
        Assert.Equal("V_DATE_OUTSIDE_EMPL_RANGE", refusal.Code);
    }

    [Fact]
    public async Task A_veto_for_one_function_keeps_all_of_them()
    {
        await using var world = await StartAsync(triggers =>
            triggers.On("no", EventType.OnBefore, "engagement", RequestType.Terminate, (_, _) => throw new TriggerRefusedException("Still needed.")));
        var person = await world.PersonAsync();
        await world.EngagementAsync(person, await world.UnitAsync());
        var commits = world.Store.Commits;
        var refusal = await world.RefusedAsync(MutationKind.Terminate, person, new { to = "2030-01-01" });
        Assert.Contains("Still needed.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(commits, world.Store.Commits);
    }

    [Fact]
    public async Task A_concurrently_created_function_ends_with_the_person_too()
    {
        await using var world = await StartAsync(options: EndsPerson);
        var (person, unit) = (await world.PersonAsync(), await world.UnitAsync());
        ObjectKey late = default;
        world.Store.Before = async (_, _) =>
        {
            world.Store.Before = (_, _) => Task.CompletedTask;
            late = await world.EngagementAsync(person, unit);
        };
        await world.DoAsync(MutationKind.Terminate, person, new { to = "2030-01-01" });
        Assert.Equal(Samples.Winter("2030-01-01"), (await world.StateAsync(late))!.Segments[^1].Interval.To);
    }

    [Fact]
    public async Task References_by_others_prevent_the_end_of_the_person_itself()
    {
        await using var world = await StartAsync(options: EndsPerson);
        var (person, other, unit) = (await world.PersonAsync(), await world.PersonAsync(), await world.UnitAsync());
        var type = await world.ClassAsync();
        var association = await world.CreateAsync("association", new
        {
            person = other.Uuid, org_unit = unit.Uuid, association_type = type, substitute = person.Uuid, validity = From("2020-01-01"),
        });
        var refusal = await world.RefusedAsync(MutationKind.Terminate, person, new { to = "2030-01-01" });
        Assert.Contains($"association '{association.Uuid:D}' by 'substitute'", refusal.Message, StringComparison.Ordinal);
        Assert.Single(await world.RegistrationsAsync(association));
    }

    [Fact]
    public async Task The_end_of_the_person_leaves_no_dangling_reference()
    {
        await using var world = await StartAsync(options: EndsPerson);
        var person = await world.PersonAsync();
        var itsystem = await world.CreateAsync("itsystem", new { user_key = "s", name = "S", validity = From("2000-01-01") });
        var ituser = await world.CreateAsync(
            "ituser", new { user_key = "u", itsystem = itsystem.Uuid, person = person.Uuid, validity = From("2020-01-01") });
        var binding = await world.CreateAsync(
            "rolebinding", new { ituser = ituser.Uuid, role = await world.ClassAsync(), validity = From("2020-01-01") });
        var refusal = await world.RefusedAsync(MutationKind.Terminate, person, new { to = "2030-01-01" });
        Assert.Equal("V_TERMINATE_ITUSER_WITH_ROLEBINDINGS", refusal.Code);
        await world.DoAsync(MutationKind.Terminate, binding, new { to = "2030-01-01" });
        await world.DoAsync(MutationKind.Terminate, person, new { to = "2030-01-01" });
        Assert.Equal(Samples.Winter("2030-01-01"), (await world.StateAsync(ituser))!.Segments[^1].Interval.To);
    }

    [Fact]
    public async Task A_delete_ends_no_other_object()
    {
        await using var world = await StartAsync();
        var person = await world.PersonAsync();
        var engagement = await world.EngagementAsync(person, await world.UnitAsync());
        var refusal = await world.RefusedAsync(MutationKind.Delete, person, new { });
        Assert.Contains($"engagement '{engagement.Uuid:D}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_of_functions_that_end_with_a_person_is_limited()
    {
        await using var world = await StartAsync(options: new ObjectOptions { MaxReferences = 2 });
        var (person, unit) = (await world.PersonAsync(), await world.UnitAsync());
        for (var i = 0; i < 3; i++)
            await world.EngagementAsync(person, unit, from: $"201{i}-01-01");
        var refusal = await world.RefusedAsync(MutationKind.Terminate, person, new { to = "2030-01-01" });
        Assert.Equal(RefusalCode.InvalidInput, refusal.Code);
        Assert.Contains("More than 2 references", refusal.Message, StringComparison.Ordinal);
        await world.DoAsync(MutationKind.Terminate, person, new { from = "2000-01-01", to = "2011-06-01" });
        // References that only name the person do not count.
        var owner = await world.PersonAsync();
        for (var i = 0; i < 3; i++)
            await world.CreateAsync("owner", new { org_unit = unit.Uuid, owner = owner.Uuid, validity = From("2020-01-01") });
        await world.DoAsync(MutationKind.Terminate, owner, new { to = "2030-01-01" });
    }

    [Fact]
    public async Task The_relations_of_a_unit_are_set_in_one_commit_from_either_end()
    {
        await using var world = await StartAsync();
        var units = new List<ObjectKey>();
        for (var i = 0; i < 4; i++)
            units.Add(await world.UnitAsync());
        var commits = world.Store.Commits;
        var first = await Relate(0, [1, 2]);
        Assert.Equal((new ObjectKey("related_unit", units[0].Uuid), true), (first.Object, first.Changed));
        Assert.Equal(commits + 1, world.Store.Commits);
        Assert.Equal([1, 2], await Related(0));

        Assert.False((await Relate(0, [2, 1])).Changed);
        Assert.Equal(commits + 1, world.Store.Commits);
        Assert.True((await Relate(1, [])).Changed);
        Assert.Equal([2], await Related(0));
        Assert.True((await Relate(0, [3, 1])).Changed);
        Assert.Equal([1, 3], await Related(0));
        Assert.Equal(commits + 3, world.Store.Commits);
        // A pair of units is one object, however often the relation comes and goes.
        Assert.Equal(3, (await world.Store.ListObjectsAsync(new ObjectQuery("related_unit", 10), Cancellation)).Length);

        var nowhere = new ObjectKey("related_unit", Guid.NewGuid());
        var refusal = await world.RefusedAsync(MutationKind.Edit, nowhere, new { origin = nowhere.Uuid, validity = From("2020-01-01") });
        Assert.Equal("E_ORG_UNIT_NOT_FOUND", refusal.Code);

        Task<MutationResult> Relate(int origin, int[] destination)
        {
            var (uuid, others) = (units[origin].Uuid, destination.Select(index => units[index].Uuid));
            var request = new { uuid, origin = uuid, destination = others, validity = From("2020-01-01") };
            return world.DoAsync(MutationKind.Edit, new ObjectKey("related_unit", uuid), request);
        }

        async Task<List<int>> Related(int origin)
        {
            var found = new List<int>();
            var query = new ObjectQuery("related_unit", 10, Active: Samples.Between("2021-01-01", "2022-01-01"));
            foreach (var row in await world.Store.ListObjectsAsync(query, Cancellation))
            {
                var segment = Assert.Single((await world.StateAsync(row.Object))!.Segments);
                var ends = ((FieldValue.Uuids)segment.Values[segment.Values.Type["org_units"]]!).Values;
                if (ends.Contains(units[origin].Uuid))
                    found.Add(units.FindIndex(unit => unit.Uuid == ends.First(end => end != units[origin].Uuid)));
            }
            return [.. found.Order()];
        }
    }

    [Fact]
    public async Task Relations_are_set_within_the_life_of_their_unit()
    {
        await using var world = await StartAsync();
        var (unit, other) = (await world.UnitAsync(from: "2010-01-01", to: "2030-01-01"), await world.UnitAsync());
        var key = new ObjectKey("related_unit", unit.Uuid);
        await world.DoAsync(MutationKind.Edit, key, Set([other.Uuid], "2010-01-01", "2030-01-01"));
        foreach (var (from, to) in new[] { ("2009-12-31", null), ("2030-01-01", null), ("1909-01-01", "2020-01-01") })
        {
            var refusal = await world.RefusedAsync(MutationKind.Edit, key, Set([], from, to));
            Assert.Equal(("V_DATE_OUTSIDE_ORG_UNIT_RANGE", "input.validity.from"), (refusal.Code, refusal.Path));
            Assert.Contains("[2010-01-01, 2030-01-01)", refusal.Message, StringComparison.Ordinal);
        }
        Assert.True((await world.DoAsync(MutationKind.Edit, key, Set([], "2010-01-01", null))).Changed);

        object Set(Guid[] destination, string from, string? to) =>
            new { uuid = unit.Uuid, origin = unit.Uuid, destination, validity = From(from, to) };
    }
}
