using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline.Rules;

/// <summary>
/// A leave is from an engagement of its person, and an IT association uses an IT user of its person, at all times (docs/os2mo.md §8.3).
/// </summary>
public sealed class AgreementTests
{
    private const string NoEngagement = "V_NO_ACTIVE_ENGAGEMENT";

    [Fact]
    public async Task A_leave_needs_an_engagement_of_its_own_person()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var (own, theirs) = (await world.EngagementAsync(staff.Person, staff.Unit), await world.EngagementAsync(staff.Other, staff.Unit));
        var refusal = await world.RefusedAsync(MutationKind.Create, Staff.New("leave"), staff.Leave(theirs));
        Assert.Equal((NoEngagement, "input.engagement"), (refusal.Code, refusal.Path));
        Assert.StartsWith("Employee must have an active engagement.", refusal.Message, StringComparison.Ordinal);

        var leave = await world.CreateAsync("leave", staff.Leave(own));
        object[] wrong =
        [
            new { engagement = theirs.Uuid, validity = From("2021-01-01") },
            new { person = staff.Other.Uuid, validity = From("2021-01-01", "2022-01-01") },
        ];
        foreach (var update in wrong)
            Assert.Equal(NoEngagement, (await world.RefusedAsync(MutationKind.Edit, leave, update)).Code);
        await world.DoAsync(MutationKind.Edit, leave, new { person = staff.Other.Uuid, engagement = theirs.Uuid, validity = From("2021-01-01") });
    }

    [Fact]
    public async Task A_leave_lasts_no_longer_than_its_engagement()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var engagement = await world.EngagementAsync(staff.Person, staff.Unit, "2010-01-01", "2022-01-01");
        var refusal = await world.RefusedAsync(MutationKind.Create, Staff.New("leave"), staff.Leave(engagement));
        Assert.Equal((NoEngagement, "input.engagement"), (refusal.Code, refusal.Path));
        Assert.StartsWith("Employee must have an active engagement.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("2022-01-01", refusal.Message, StringComparison.Ordinal);

        Assert.Equal(NoEngagement, (await world.RefusedAsync(
            MutationKind.Create, Staff.New("leave"), staff.Leave(Staff.New("engagement")))).Code);

        var leave = await world.CreateAsync("leave", staff.Leave(engagement, to: "2022-01-01"));
        Assert.Equal(NoEngagement, (await world.RefusedAsync(
            MutationKind.Edit, leave, new { user_key = "longer", validity = From("2021-01-01", "2022-01-02") })).Code);
    }

    [Fact]
    public async Task An_engagement_keeps_its_person_while_there_is_a_leave_from_it()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var engagement = await world.EngagementAsync(staff.Person, staff.Unit);
        var leave = await world.CreateAsync("leave", staff.Leave(engagement, from: "2020-01-01", to: "2021-01-01"));
        var refusal = await world.RefusedAsync(
            MutationKind.Edit, engagement, new { person = staff.Other.Uuid, validity = From("2020-12-31", "2022-01-01") });
        Assert.Equal((NoEngagement, "input.person"), (refusal.Code, refusal.Path));
        Assert.Contains($"leave '{leave.Uuid:D}'", refusal.Message, StringComparison.Ordinal);

        // With nobody on leave from it, the engagement may go to another person; from then on the leave is bound to that person.
        await world.DoAsync(MutationKind.Edit, engagement, new { person = staff.Other.Uuid, validity = From("2021-01-01") });
        Assert.Equal(NoEngagement, (await world.RefusedAsync(
            MutationKind.Edit, leave, new { user_key = "longer", validity = From("2020-06-01", "2021-06-01") })).Code);
        await world.CreateAsync("leave", staff.Leave(engagement, staff.Other, "2021-01-01"));
    }

    [Fact]
    public async Task Other_references_do_not_bind_an_engagement_to_its_person()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var engagement = await world.EngagementAsync(staff.Person, staff.Unit);
        await world.CreateAsync("address", new
        {
            person = staff.Person.Uuid, engagement = engagement.Uuid, value = "v", address_type = staff.Class, validity = From("2020-01-01"),
        });
        await world.DoAsync(MutationKind.Edit, engagement, new { person = staff.Other.Uuid, validity = From("2020-01-01") });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_leave_and_a_change_of_its_engagements_person_cannot_both_succeed_at_once(bool leaveFirst)
    {
        await using var world = await StartAsync(twice: true);
        var staff = await Staff.HireAsync(world);
        var engagement = await world.EngagementAsync(staff.Person, staff.Unit);
        var leave = Staff.New("leave");
        var create = Mutation(MutationKind.Create, staff.Leave(engagement));
        var give = Mutation(MutationKind.Edit, new { person = staff.Other.Uuid, validity = From("2020-01-01") });
        var (early, late) = leaveFirst ? ((leave, create), (engagement, give)) : ((engagement, give), (leave, create));
        world.Store.Before = async (_, _) =>
        {
            world.Store.Before = (_, _) => Task.CompletedTask;
            Assert.True((await world.SendAsync(early.Item1, early.Item2, world.Elsewhere)).Succeeded);
        };
        Assert.Equal(NoEngagement, (await world.SendAsync(late.Item1, late.Item2)).Refusal?.Code);
    }

    [Fact]
    public async Task An_IT_association_uses_an_IT_user_of_its_person()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var own = await world.CreateAsync("ituser", staff.Account());
        var theirs = await world.CreateAsync("ituser", staff.Account(staff.Other));
        var unit = await world.CreateAsync(
            "ituser", new { org_unit = staff.Unit.Uuid, itsystem = staff.System.Uuid, user_key = "unit", validity = From("2020-01-01") });
        foreach (var foreign in new[] { theirs, unit })
        {
            var refusal = await world.RefusedAsync(MutationKind.Create, Staff.New("association"), staff.ITAssociation(foreign));
            Assert.Equal(("E_INVALID_INPUT", "input.it_user"), (refusal.Code, refusal.Path));
        }

        var association = await world.CreateAsync("association", staff.ITAssociation(own));
        Assert.Equal("input.it_user", (await world.RefusedAsync(
            MutationKind.Edit, association, new { it_user = theirs.Uuid, validity = From("2021-01-01") })).Path);
        Assert.Equal("input.person", (await world.RefusedAsync(
            MutationKind.Edit, own, new { person = staff.Other.Uuid, validity = From("2021-01-01") })).Path);
        await world.DoAsync(MutationKind.Terminate, association, new { to = "2021-01-01" });
        await world.DoAsync(MutationKind.Edit, own, new { person = staff.Other.Uuid, user_key = "given", validity = From("2021-01-01") });
    }

    [Fact]
    public async Task An_old_disagreement_does_not_prevent_other_changes()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var (own, theirs) = (await world.EngagementAsync(staff.Person, staff.Unit), await world.EngagementAsync(staff.Other, staff.Unit));
        var leave = await world.CreateAsync("leave", staff.Leave(own));
        await MakeTrueAsync(world, leave, staff, theirs);
        await world.DoAsync(MutationKind.Edit, leave, new { user_key = "renamed", validity = From("2021-01-01") });
    }

    /// <summary>Stores a state that today's rules would refuse, as an import before these rules left it.</summary>
    private static async Task MakeTrueAsync(ObjectSimulation world, ObjectKey leave, Staff staff, ObjectKey engagement)
    {
        var before = (await world.StateAsync(leave))!;
        var change = new Grains.Objects.States.FieldChange(before.Type["engagement"], new Grains.Objects.States.FieldValue.Uuid(engagement.Uuid));
        var after = before.Overlay(before.Segments[0].Interval, [change]);
        var result = await world.Store.CommitAsync(new Commit
        {
            Id = Guid.NewGuid(),
            Registrations =
            [
                new RegistrationWrite
                {
                    Object = leave,
                    Number = 2,
                    Actor = staff.Person.Uuid,
                    Operation = MutationKind.Edit,
                    State = Grains.Objects.States.ObjectStateCodec.Encode(after),
                    Presence = after.Presence(),
                    References = Grains.Objects.States.StateReferences.Of(after),
                },
            ],
        });
        Assert.True(result.Committed);
    }
}
