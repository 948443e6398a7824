using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Triggers;
using MoCluster.Modules;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>Triggers run for every type of object and for everything that a mutation can do, before and after the commit.</summary>
public sealed class EveryStageTests
{
    private static readonly object Always = From("2020-01-01");

    [Fact]
    public async Task Triggers_run_for_every_type_and_every_kind_of_mutation()
    {
        var ran = new HashSet<string>();
        await using var world = await StartAsync(triggers =>
        {
            foreach (var type in Enum.GetValues<EventType>())
            {
                triggers.On(new TriggerDefinition { Name = "t", EventType = type }, (context, _) =>
                {
                    lock (ran)
                        ran.Add($"{context.EventType} {context.RoleType} {context.RequestType}");
                    return default;
                });
            }
        });
        var made = await CreateAllAsync(world);
        var related = await RelateAsync(world);
        await world.DoAsync(MutationKind.Refresh, related, new { });
        made.Reverse();
        foreach (var (key, request) in made)
        {
            await world.DoAsync(MutationKind.Refresh, key, new { });
            await world.DoAsync(MutationKind.Edit, key, request);
            await world.DoAsync(MutationKind.Terminate, key, new { to = "2030-01-01" });
            await world.DoAsync(MutationKind.Delete, key, new { uuid = key.Uuid });
        }

        var expected =
            from stage in Enum.GetValues<EventType>()
            from type in ObjectCatalogue.BuiltIn.Types
            from kind in Enum.GetValues<MutationKind>()
            where type.Name != "related_unit" || kind is MutationKind.Create or MutationKind.Terminate or MutationKind.Refresh
            select $"{stage} {type.RoleType} {TriggerSpelling.Of(kind)}";
        Assert.Empty(expected.Except(ran));
    }

    private static async Task<List<(ObjectKey Key, object Request)>> CreateAllAsync(ObjectSimulation world)
    {
        var made = new List<(ObjectKey Key, object Request)>();
        var type = await world.ClassAsync();
        var facet = await MakeAsync("facet", new { user_key = "f", validity = Always });
        await MakeAsync("class", new { user_key = "c", name = "C", facet_uuid = facet, validity = Always });
        var system = await MakeAsync("itsystem", new { user_key = "s", name = "S", validity = Always });
        var person = await MakeAsync("person", new { given_name = "Given", surname = "Name" }, new { surname = "Other", validity = Always });
        var unit = await MakeAsync("org_unit", new { name = "Unit", org_unit_type = type, validity = Always });
        var engagement = await MakeAsync("engagement", new { person, org_unit = unit, engagement_type = type, job_function = type, validity = Always });
        await MakeAsync("address", new { value = "v", address_type = type, person, validity = Always });
        await MakeAsync("association", new { person, org_unit = unit, association_type = type, validity = Always });
        var account = await MakeAsync("ituser", new { user_key = "u", itsystem = system, person, validity = Always });
        await MakeAsync("kle", new { org_unit = unit, kle_number = type, kle_aspects = new[] { type }, validity = Always });
        await MakeAsync("leave", new { person, engagement, leave_type = type, validity = Always });
        await MakeAsync("manager", new { person, org_unit = unit, responsibility = new[] { type }, manager_level = type, manager_type = type, validity = Always });
        await MakeAsync("owner", new { org_unit = unit, owner = person, validity = Always });
        await MakeAsync("rolebinding", new { ituser = account, role = type, validity = Always });
        return made;

        async Task<Guid> MakeAsync(string type, object request, object? edit = null)
        {
            var key = await world.CreateAsync(type, request);
            made.Add((key, edit ?? request));
            return key.Uuid;
        }
    }

    /// <summary>Relates two units and ends the relation again. Nothing else can be done to one, besides a refresh.</summary>
    private static async Task<ObjectKey> RelateAsync(ObjectSimulation world)
    {
        var (unit, other) = (await world.UnitAsync(), await world.UnitAsync());
        var origin = new ObjectKey("related_unit", unit.Uuid);
        await world.DoAsync(MutationKind.Edit, origin, new { origin = unit.Uuid, destination = new[] { other.Uuid }, validity = Always });
        await world.DoAsync(MutationKind.Edit, origin, new { origin = unit.Uuid, destination = Array.Empty<Guid>(), validity = From("2025-01-01") });
        var pair = Assert.Single(await world.Store.ListObjectsAsync(new("related_unit", 10), Cancellation));
        return pair.Object;
    }
}
