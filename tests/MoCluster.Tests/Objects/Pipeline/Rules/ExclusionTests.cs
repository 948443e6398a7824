using MoCluster.GrainInterfaces.Objects;
using MoCluster.Modules;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline.Rules;

/// <summary>No IT user and no IT association exists twice, and one of each kind is primary, at all times (docs/os2mo.md §8.3).</summary>
public sealed class ExclusionTests
{
    private const string Duplicate = "V_DUPLICATED_IT_USER";
    private const string Association = "V_MORE_THAN_ONE_ASSOCIATION";
    private const string Primary = "V_MORE_THAN_ONE_PRIMARY";

    [Fact]
    public async Task A_person_has_an_IT_user_once()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var first = await world.CreateAsync("ituser", staff.Account());
        var refusal = await world.RefusedAsync(MutationKind.Create, Staff.New("ituser"), staff.Account());
        Assert.Equal((Duplicate, "input"), (refusal.Code, refusal.Path));
        Assert.StartsWith("Employee has the same IT user more than once", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"'{first.Uuid:D}'", refusal.Message, StringComparison.Ordinal);

        var system = await world.CreateAsync("itsystem", new { user_key = "sap", name = "SAP", validity = From("2000-01-01") });
        var engagement = await world.EngagementAsync(staff.Person, staff.Unit);
        await world.CreateAsync("ituser", staff.Account(staff.Other));
        await world.CreateAsync("ituser", staff.Account(name: "another"));
        await world.CreateAsync("ituser", staff.Account(system: system));
        await world.CreateAsync("ituser", staff.Account(external: "7"));
        await world.CreateAsync("ituser", staff.Account(engagements: [engagement.Uuid]));
        foreach (var again in new[] { staff.Account(external: "7"), staff.Account(engagements: [engagement.Uuid]) })
            Assert.Equal(Duplicate, (await world.RefusedAsync(MutationKind.Create, Staff.New("ituser"), again)).Code);

        // An account of a unit belongs to no person, and OS2mo compares only those of persons.
        object unit = new { org_unit = staff.Unit.Uuid, itsystem = staff.System.Uuid, user_key = "unit", validity = From("2020-01-01") };
        await world.CreateAsync("ituser", unit);
        await world.CreateAsync("ituser", unit);
    }

    [Fact]
    public async Task An_IT_user_may_follow_an_equal_one_that_ended()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        await world.CreateAsync("ituser", staff.Account(from: "2020-01-01", to: "2021-01-01"));
        var later = await world.CreateAsync("ituser", staff.Account(from: "2021-01-01"));
        Assert.Equal(Duplicate, (await world.RefusedAsync(
            MutationKind.Create, Staff.New("ituser"), staff.Account(from: "2019-01-01", to: "2020-01-02"))).Code);
        // Its validity may not begin before the other's ends, and can be extended only under another name.
        Assert.Equal(Duplicate, (await world.RefusedAsync(
            MutationKind.Edit, later, new { external_id = (string?)null, validity = From("2020-12-01", "2021-02-01") })).Code);
        await world.DoAsync(MutationKind.Edit, later, new { user_key = "early", validity = From("2020-12-01", "2021-02-01") });
        await world.CreateAsync("ituser", staff.Account(from: "2021-01-01", to: "2021-02-01"));
    }

    [Fact]
    public async Task Objects_that_become_equal_when_a_person_leaves_do_not_prevent_it()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var theirs = await world.EngagementAsync(staff.Other, staff.Unit);
        await world.CreateAsync("ituser", staff.Account());
        var bound = await world.CreateAsync("ituser", staff.Account(engagements: [theirs.Uuid]));
        await world.DoAsync(MutationKind.Terminate, staff.Other, new { to = "2025-01-01" });
        var state = (await world.StateAsync(bound))!;
        Assert.Null(state.Segments[^1].Values[state.Type["engagements"]]);
    }

    [Fact]
    public async Task An_update_cannot_make_two_IT_users_equal()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        await world.CreateAsync("ituser", staff.Account(external: "1"));
        var second = await world.CreateAsync("ituser", staff.Account(external: "2"));
        var theirs = await world.CreateAsync("ituser", staff.Account(staff.Other, external: "1"));
        Assert.Equal(Duplicate, (await world.RefusedAsync(
            MutationKind.Edit, second, new { external_id = "1", validity = From("2022-01-01") })).Code);
        Assert.Equal(Duplicate, (await world.RefusedAsync(
            MutationKind.Edit, theirs, new { person = staff.Person.Uuid, validity = From("2022-01-01") })).Code);
        await world.DoAsync(MutationKind.Edit, second, new { external_id = "3", validity = From("2022-01-01") });
        await world.DoAsync(MutationKind.Edit, second, new { note = "nothing of that", binding_type = "b", validity = From("2020-01-01") });
    }

    [Fact]
    public async Task Of_two_equal_ones_created_at_once_one_is_accepted()
    {
        await using var world = await StartAsync(twice: true);
        var staff = await Staff.HireAsync(world);
        world.Store.Before = async (_, _) =>
        {
            world.Store.Before = (_, _) => Task.CompletedTask;
            var theirs = Mutation(MutationKind.Create, staff.Account());
            Assert.True((await world.SendAsync(Staff.New("ituser"), theirs, world.Elsewhere)).Succeeded);
        };
        Assert.Equal(Duplicate, (await world.SendAsync(MutationKind.Create, Staff.New("ituser"), staff.Account())).Refusal?.Code);
    }

    [Fact]
    public async Task Of_two_that_become_equal_at_once_one_is_accepted()
    {
        await using var world = await StartAsync(twice: true);
        var staff = await Staff.HireAsync(world);
        var (one, two) = (
            await world.CreateAsync("ituser", staff.Account(external: "1")), await world.CreateAsync("ituser", staff.Account(external: "2")));
        object both = new { external_id = "3", validity = From("2022-01-01") };
        world.Store.Before = async (_, _) =>
        {
            world.Store.Before = (_, _) => Task.CompletedTask;
            Assert.True((await world.SendAsync(two, Mutation(MutationKind.Edit, both), world.Elsewhere)).Succeeded);
        };
        Assert.Equal(Duplicate, (await world.SendAsync(MutationKind.Edit, one, both)).Refusal?.Code);
    }

    [Fact]
    public async Task Many_different_ones_may_be_created_at_once_and_triggers_run_once_for_each()
    {
        var asked = 0;
        await using var world = await StartAsync(triggers => triggers.On("t", EventType.OnBefore, "it", RequestType.Create, (_, _) =>
        {
            Interlocked.Increment(ref asked);
            return default;
        }));
        var staff = await Staff.HireAsync(world);

        // All of them have read before the first one commits.
        var (waiting, all) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        world.Store.Before = (_, _) =>
        {
            if (Interlocked.Increment(ref waiting) == 12)
                all.SetResult();
            return all.Task;
        };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(number =>
            world.SendAsync(MutationKind.Create, Staff.New("ituser"), staff.Account(name: $"account {number}"))));
        Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded, outcome.Refusal?.ToString()));
        Assert.Equal(12, asked);
    }

    [Fact]
    public async Task Concurrent_creates_for_another_person_do_not_conflict()
    {
        await using var world = await StartAsync(twice: true);
        var staff = await Staff.HireAsync(world);
        var commits = 0;
        world.Store.Before = async (_, _) =>
        {
            if (Interlocked.Increment(ref commits) == 1)
                Assert.True((await world.SendAsync(Staff.New("ituser"), Mutation(MutationKind.Create, staff.Account(staff.Other)), world.Elsewhere)).Succeeded);
        };
        await world.CreateAsync("ituser", staff.Account());
        Assert.Equal(2, commits);
    }

    [Fact]
    public async Task An_IT_user_is_associated_with_a_unit_once_at_a_time()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var unit = await world.UnitAsync();
        var (account, another) = (
            await world.CreateAsync("ituser", staff.Account()), await world.CreateAsync("ituser", staff.Account(name: "another")));
        await world.CreateAsync("association", staff.ITAssociation(account, to: "2021-01-01"));
        var refusal = await world.RefusedAsync(MutationKind.Create, Staff.New("association"), staff.ITAssociation(account));
        Assert.Equal(Association, refusal.Code);
        Assert.StartsWith(
            "The employee already has an active association with the given org unit.", refusal.Message, StringComparison.Ordinal);
        var elsewhere = await world.CreateAsync("association", staff.ITAssociation(account, unit: unit));
        Assert.Equal(Association, (await world.RefusedAsync(
            MutationKind.Edit, elsewhere, new { org_unit = staff.Unit.Uuid, validity = From("2020-06-01") })).Code);
        await world.DoAsync(MutationKind.Edit, elsewhere, new { org_unit = staff.Unit.Uuid, validity = From("2021-01-01") });
        await world.CreateAsync("association", staff.ITAssociation(another));

        // There may be any number of associations without an IT user, as in OS2mo.
        object plain = new { person = staff.Person.Uuid, org_unit = unit.Uuid, association_type = staff.Class, validity = From("2020-01-01") };
        await world.CreateAsync("association", plain);
        await world.CreateAsync("association", plain);
    }

    [Fact]
    public async Task One_IT_user_of_a_system_is_primary_at_most()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var (primary, secondary) = (await staff.ClassAsync("3000"), await staff.ClassAsync("2999"));
        var always = await staff.ClassAsync("5000");
        var words = await staff.ClassAsync("primary");
        var first = await world.CreateAsync("ituser", staff.Account(name: "1", primary: primary));
        foreach (var also in new[] { primary, always })
        {
            var refusal = await world.RefusedAsync(MutationKind.Create, Staff.New("ituser"), staff.Account(name: "2", primary: also));
            Assert.Equal((Primary, "input.primary"), (refusal.Code, refusal.Path));
            Assert.StartsWith("Employee already has another active and primary function.", refusal.Message, StringComparison.Ordinal);
        }
        await world.CreateAsync("ituser", staff.Account(name: "3", primary: words));
        var second = await world.CreateAsync("ituser", staff.Account(name: "2", primary: secondary));
        await world.CreateAsync("ituser", staff.Account(staff.Other, name: "1", primary: primary));
        Assert.Equal(Primary, (await world.RefusedAsync(
            MutationKind.Edit, second, new { primary = always, validity = From("2022-01-01") })).Code);
        await world.DoAsync(MutationKind.Edit, first, new { primary = secondary, validity = From("2022-01-01") });
        await world.DoAsync(MutationKind.Edit, second, new { primary = always, validity = From("2022-01-01") });
        Assert.Equal(Primary, (await world.RefusedAsync(
            MutationKind.Edit, second, new { primary = always, validity = From("2021-12-31", "2022-01-01") })).Code);
    }

    [Fact]
    public async Task The_class_at_the_time_of_validity_decides_what_is_primary()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var becomes = await staff.ClassAsync("10", "3000", "2025-01-01");
        await world.CreateAsync("ituser", staff.Account(name: "1", primary: becomes));
        Assert.Equal(Primary, (await world.RefusedAsync(
            MutationKind.Create, Staff.New("ituser"), staff.Account(name: "2", primary: becomes))).Code);
        await world.CreateAsync("ituser", staff.Account(name: "2", primary: becomes, to: "2025-01-01"));
    }

    [Fact]
    public async Task One_association_of_an_IT_user_is_primary_at_most()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var primary = await staff.ClassAsync("3000");
        var account = await world.CreateAsync("ituser", staff.Account());
        await world.CreateAsync("association", staff.ITAssociation(account, primary: primary));
        var unit = await world.UnitAsync();
        Assert.Equal(Primary, (await world.RefusedAsync(
            MutationKind.Create, Staff.New("association"), staff.ITAssociation(account, unit: unit, primary: primary))).Code);
        await world.CreateAsync("association", staff.ITAssociation(account, unit: unit));
    }
}
