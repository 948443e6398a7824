using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>
/// References point to existing objects within their validity, no reference is left dangling, and no object is below itself.
/// </summary>
public sealed class ReferenceTests
{
    [Fact]
    public async Task A_reference_needs_an_existing_target()
    {
        await using var world = await StartAsync();
        var nowhere = Guid.NewGuid();
        var type = await world.ClassAsync();
        var unit = new ObjectKey("org_unit", Guid.NewGuid());
        var refusal = await world.RefusedAsync(
            MutationKind.Create, unit, new { name = "n", org_unit_type = type, parent = nowhere, validity = From("2020-01-01") });
        Assert.Equal(("E_ORG_UNIT_NOT_FOUND", "input.parent"), (refusal.Code, refusal.Path));
        Assert.Equal($"There is no org_unit '{nowhere:D}', to which 'parent' of org_unit '{unit.Uuid:D}' refers within [2020-01-01, …).", refusal.Message);

        // An object of another type does not count.
        Assert.Equal("E_CLASS_NOT_FOUND", (await world.RefusedAsync(
            MutationKind.Create, unit, new { name = "n", org_unit_type = (await world.UnitAsync()).Uuid, validity = From("2020-01-01") })).Code);
        var gone = await world.UnitAsync();
        await world.DoAsync(MutationKind.Delete, gone, new { });
        Assert.Equal("E_ORG_UNIT_NOT_FOUND", (await world.RefusedAsync(
            MutationKind.Create, unit, new { name = "n", org_unit_type = type, parent = gone.Uuid, validity = From("2020-01-01") })).Code);
    }

    [Fact]
    public async Task A_reference_lies_within_the_validity_of_its_target()
    {
        await using var world = await StartAsync();
        var parent = await world.UnitAsync(from: "2010-01-01", to: "2020-01-01");
        var unit = await world.UnitAsync(parent, "2011-01-01", "2012-01-01");
        // No field changes, but the reference would last longer.
        var refusal = await world.RefusedAsync(MutationKind.Edit, unit, new { name = "n", validity = From("2011-06-01", "2021-01-01") });
        Assert.Equal(("V_DATE_OUTSIDE_ORG_UNIT_RANGE", "input.parent"), (refusal.Code, refusal.Path));
        Assert.Contains($"org_unit '{parent.Uuid:D}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("[2011-01-01, 2021-01-01)", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("only within [2010-01-01, 2020-01-01)", refusal.Message, StringComparison.Ordinal);
        await world.DoAsync(MutationKind.Edit, unit, new { name = "n", validity = From("2011-06-01", "2020-01-01") });
    }

    [Fact]
    public async Task A_referenced_object_does_not_end()
    {
        await using var world = await StartAsync();
        var parent = await world.UnitAsync();
        var child = await world.UnitAsync(parent, to: "2030-01-01");
        var refusal = await Terminate("2029-12-31");
        Assert.Equal("V_TERMINATE_UNIT_WITH_CHILDREN", refusal.Code);
        Assert.Contains($"org_unit '{child.Uuid:D}' by 'parent'", refusal.Message, StringComparison.Ordinal);

        await world.EngagementAsync(await world.PersonAsync(), parent, to: "2035-01-01");
        Assert.Equal("V_TERMINATE_UNIT_WITH_CHILDREN_AND_ROLES", (await Terminate("2029-12-31")).Code);
        Assert.Equal("V_TERMINATE_UNIT_WITH_ROLES", (await Terminate("2030-01-01")).Code);
        Assert.Equal("V_TERMINATE_UNIT_WITH_CHILDREN_AND_ROLES", (await world.RefusedAsync(MutationKind.Delete, parent, new { })).Code);
        await world.DoAsync(MutationKind.Terminate, parent, new { to = "2035-01-01" });

        Task<Refusal> Terminate(string to) => world.RefusedAsync(MutationKind.Terminate, parent, new { to });
    }

    [Fact]
    public async Task No_object_is_below_itself_at_any_instant()
    {
        await using var world = await StartAsync();
        var top = await world.UnitAsync();
        var middle = await world.UnitAsync(top);
        var low = await world.UnitAsync(middle);
        foreach (var below in new[] { top, middle, low })
        {
            var image = await world.ImageAsync(top);
            var refusal = (await world.MoveAsync(top, below, "2015-01-01", "2016-01-01")).Refusal;
            Assert.Equal(("V_ORG_UNIT_MOVE_TO_CHILD", "input.parent"), (refusal?.Code, refusal?.Path));
            Assert.Contains("[2015-01-01, 2016-01-01)", refusal!.Message, StringComparison.Ordinal);
            Assert.Equal(image, await world.ImageAsync(top));
        }
        // Once the lower unit has moved away, and only while it is away, the upper one may take its place.
        await world.DoAsync(MutationKind.Edit, middle, new { parent = (Guid?)null, validity = From("2017-01-01", "2018-01-01") });
        Assert.True((await world.MoveAsync(top, low, "2017-01-01", "2018-01-01")).Succeeded);
        Assert.Equal("V_ORG_UNIT_MOVE_TO_CHILD", (await world.MoveAsync(top, low, "2017-01-01", "2018-01-02")).Refusal?.Code);
        var self = Guid.NewGuid();
        Assert.Equal("V_ORG_UNIT_MOVE_TO_CHILD", (await world.RefusedAsync(MutationKind.Create, new ObjectKey("org_unit", self),
            new { name = "n", org_unit_type = await world.ClassAsync(), parent = self, validity = From("2020-01-01") })).Code);
    }

    [Fact]
    public async Task The_number_of_ancestors_is_limited()
    {
        await using var world = await StartAsync(options: new ObjectOptions { MaxAncestors = 2 });
        var above = await world.UnitAsync(await world.UnitAsync());
        var unit = await world.UnitAsync();
        Assert.True((await world.MoveAsync(unit, above)).Succeeded);
        var higher = await world.UnitAsync(above);
        var refusal = (await world.MoveAsync(unit, higher)).Refusal;
        Assert.Equal(RefusalCode.InvalidInput, refusal?.Code);
        Assert.Contains("More than 2 objects", refusal!.Message, StringComparison.Ordinal);
    }
}
