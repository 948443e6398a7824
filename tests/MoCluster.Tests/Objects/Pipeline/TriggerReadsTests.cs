using System.Text.Json;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Modules;
using MoCluster.Tests.Triggers;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>What triggers read while their object is under mutation.</summary>
public sealed class TriggerReadsTests
{
    [Fact]
    public async Task A_trigger_reads_its_object_as_it_was_before_the_mutation_and_as_of_a_day()
    {
        var names = new List<string?>();
        await using var world = await StartAsync(triggers =>
        {
            triggers.On("before", EventType.OnBefore, RoleType.OrgUnit, RequestType.Edit, async (context, cancellation) =>
            {
                Note("stored", await context.Objects.ReadAsync("org_unit", context.Uuid, cancellation));
                Note("before", await context.Objects.ReadBeforeAsync(cancellation));
            });
            triggers.On("after", EventType.OnAfter, RoleType.OrgUnit, RequestType.Edit, async (context, cancellation) =>
            {
                Note("stored after", await context.Objects.ReadAsync("org_unit", context.Uuid, cancellation));
                Note("before, after", await context.Objects.ReadBeforeAsync(cancellation));
            });
        });
        var unit = await world.UnitAsync(from: "2000-01-01", to: "2030-01-01");
        Assert.Empty((await world.DoAsync(MutationKind.Edit, unit, new { name = "New", validity = From("2010-07-01") })).AfterTriggerFailures);
        Assert.Equal(
            ["stored 1: none Unit Unit Unit", "before 1: none Unit Unit Unit", "stored after 2: none Unit Unit New", "before, after 1: none Unit Unit Unit"],
            names);

        void Note(string when, TriggerObject? read) => names.Add($"{when} {read!.Registration}: {string.Join(' ', new DateOnly[]
        {
            new(1999, 12, 31), new(2000, 1, 1), new(2010, 6, 30), new(2010, 7, 1),
        }.Select(day => read.On(day)?.GetProperty("name").GetString() ?? "none"))}");
    }

    [Fact]
    public async Task Validities_have_the_days_of_the_organisation()
    {
        TriggerObject? read = null;
        await using var world = await StartAsync(triggers => triggers.On(
            "t", EventType.OnAfter, RoleType.OrgUnit, RequestType.Create, async (context, cancellation) =>
            read = await context.Objects.ReadAsync(context.RoleType, context.Uuid, cancellation)));
        var unit = await world.UnitAsync(from: "2000-01-01", to: "2030-07-01");
        var validity = Assert.Single(read!.Validities);
        Assert.Equal(("org_unit", unit.Uuid, 1L, world.Time.GetUtcNow()), (read.Type, read.Uuid, read.Registration, read.Time));
        Assert.Equal("2000-01-01T00:00:00+01:00 2030-07-01T00:00:00+02:00", $"{validity.From:yyyy-MM-ddTHH:mm:sszzz} {validity.To:yyyy-MM-ddTHH:mm:sszzz}");
        Assert.Equal((true, false), (validity.Contains(new DateOnly(2030, 6, 30)), validity.Contains(new DateOnly(2030, 7, 1))));
    }

    [Fact]
    public async Task Objects_that_are_not_there_are_null()
    {
        var read = new List<TriggerObject?>();
        ObjectKey person = default;
        await using var world = await StartAsync(triggers =>
        {
            triggers.On("create", EventType.OnAfter, RoleType.OrgUnit, RequestType.Create, async (context, cancellation) =>
                read.Add(await context.Objects.ReadBeforeAsync(cancellation)));
            triggers.On("delete", EventType.OnAfter, RoleType.OrgUnit, RequestType.Delete, async (context, cancellation) =>
            {
                read.Add(await context.Objects.ReadAsync(RoleType.OrgUnit, context.Uuid, cancellation));
                read.Add(await context.Objects.ReadAsync(RoleType.Employee, Guid.NewGuid(), cancellation));
                read.Add(await context.Objects.ReadAsync(RoleType.Employee, person.Uuid, cancellation));
                read.Add(await context.Objects.ReadBeforeAsync(cancellation));
            });
        });
        person = await world.PersonAsync();
        var unit = await world.UnitAsync();
        Assert.Empty((await world.DoAsync(MutationKind.Delete, unit, new { uuid = unit.Uuid })).AfterTriggerFailures);
        Assert.Equal([null, null, null, "person", "org_unit"], read.Select(one => one?.Type));
    }

    [Fact]
    public async Task A_trigger_changes_an_object_that_it_names_by_role_type()
    {
        ObjectKey person = default;
        await using var world = await StartAsync(triggers => triggers.On(
            "t", EventType.OnBefore, RoleType.OrgUnit, RequestType.Refresh, async (context, cancellation) =>
            await context.Objects.MutateAsync(
                RoleType.Employee, person.Uuid, RequestType.Refresh, JsonSerializer.SerializeToElement(new { uuid = person.Uuid }), cancellation)));
        person = await world.PersonAsync();
        await world.DoAsync(MutationKind.Refresh, await world.UnitAsync(), new { });
        Assert.Equal(2, (await world.EventsAsync("person")).Count(sent => sent.Subject == person.Uuid.ToString("D")));
    }

    [Fact]
    public async Task The_module_of_the_readme_tells_who_was_renamed()
    {
        var module = new AuditTriggers();
        await using var world = await StartAsync(module.Register);
        var unit = await world.UnitAsync();
        module.Lines.Clear();
        await world.DoAsync(MutationKind.Edit, unit, new { name = "New", validity = From("2010-01-01") });
        Assert.Equal(["Unit is now New", "EDIT"], [module.Lines[0], JsonElement.Parse(module.Lines[1]).GetProperty("request_type").GetString()!]);
    }

    [Fact]
    public async Task A_type_that_does_not_exist_is_named()
    {
        await using var world = await StartAsync(triggers => triggers.On(
            "t", EventType.OnBefore, RoleType.OrgUnit, RequestType.Refresh, async (context, cancellation) =>
            await context.Objects.ReadAsync("duck", context.Uuid, cancellation)));
        var refusal = await world.RefusedAsync(MutationKind.Refresh, await world.UnitAsync(), new { });
        Assert.Contains("'duck'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("org_unit", refusal.Message, StringComparison.Ordinal);
    }
}
