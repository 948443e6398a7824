using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline.Rules;

/// <summary>Substitutes exist only in associations of the types that allow them (docs/os2mo.md §8.3).</summary>
public sealed class SubstituteTests
{
    private static readonly Guid Taking = new("7d0e8f0a-3f43-4c0d-9b6f-0d4b5b0c8f11");

    [Fact]
    public async Task A_type_allows_no_substitute_unless_configured()
    {
        await using var world = await StartAsync(options: new ObjectOptions());
        var staff = await Staff.HireAsync(world);
        var refusal = await world.RefusedAsync(MutationKind.Create, Staff.New("association"), Association(staff, staff.Class, staff.Other));
        Assert.Equal(("E_INVALID_TYPE", "input.substitute"), (refusal.Code, refusal.Path));
        Assert.Equal($"Substitute not allowed for association type \"{staff.Class:D}\"", refusal.Message);
        var association = await world.CreateAsync("association", Association(staff, staff.Class));
        Assert.Equal("E_INVALID_TYPE", (await world.RefusedAsync(
            MutationKind.Edit, association, new { substitute = staff.Other.Uuid, validity = From("2021-01-01") })).Code);
    }

    [Fact]
    public async Task A_change_to_a_type_without_substitutes_removes_the_substitute()
    {
        await using var world = await StartAsync(options: new ObjectOptions { SubstituteTypes = ClassSelection.Of(Taking) });
        var staff = await Staff.HireAsync(world);
        var facet = await world.CreateAsync("facet", new { user_key = "facet", validity = From("1900-01-01") });
        await world.DoAsync(MutationKind.Create, new ObjectKey("class", Taking), new
        {
            user_key = "taking", name = "Taking", facet_uuid = facet.Uuid, validity = From("1900-01-01"),
        });
        var association = await world.CreateAsync("association", Association(staff, Taking, staff.Other));
        Assert.Equal("E_INVALID_TYPE", (await world.RefusedAsync(MutationKind.Edit, association, new
        {
            association_type = staff.Class, substitute = staff.Other.Uuid, validity = From("2021-01-01"),
        })).Code);

        await world.DoAsync(MutationKind.Edit, association, new { association_type = staff.Class, validity = From("2021-01-01", "2022-01-01") });
        var state = (await world.StateAsync(association))!;
        ImmutableArray<bool> standsIn = [.. state.Segments.Select(segment => segment.Values[state.Type["substitute"]] is not null)];
        Assert.Equal([true, false, true], standsIn);
    }

    [Fact]
    public async Task An_update_that_names_the_current_type_keeps_the_substitute()
    {
        // As after an upgrade: the association was made where every type allowed substitutes, and is updated where none does.
        await using var world = await StartAsync(twice: true, second: new ObjectOptions());
        var staff = await Staff.HireAsync(world);
        var association = await world.CreateAsync("association", Association(staff, staff.Class, staff.Other));
        var update = Mutation(MutationKind.Edit, new { association_type = staff.Class, trade_union = staff.Class, validity = From("2021-01-01") });
        var updated = await world.SendAsync(association, update, world.Elsewhere);
        Assert.True(updated.Succeeded, updated.Refusal?.ToString());
        var state = (await world.StateAsync(association))!;
        Assert.Equal(2, state.Segments.Length);
        Assert.All(state.Segments, segment => Assert.NotNull(segment.Values[state.Type["substitute"]]));
    }

    private static object Association(Staff staff, Guid type, ObjectKey? substitute = null) => new
    {
        person = staff.Person.Uuid, org_unit = staff.Unit.Uuid, association_type = type, substitute = substitute?.Uuid,
        validity = From("2020-01-01"),
    };
}
