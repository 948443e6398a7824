using System.Text.Json;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Versions;

/// <summary>What the inputs of OS2mo's versions mean: null, absence and dates.</summary>
public sealed class VersionedInputTests(SharedSilo silo)
{
    private static readonly object From2022 = new { from = "2022-01-01" };

    [Fact]
    public async Task From_v29_on_validities_are_exact()
    {
        var writer = await WriterAsync(29);
        var unit = await CreateExampleAsync(writer);
        Assert.Equal(["create 2021-01-01..2022-02-02", "update 2022-02-02..2024-04-04"], await writer.ReadAsync("org_units", unit, "name"));
        await writer.DoAsync("org_unit_terminate", new { uuid = unit, from = "2021-12-12", to = "2022-12-12" });
        Assert.Equal(["create 2021-01-01..2021-12-12", "update 2022-12-12..2024-04-04"], await writer.ReadAsync("org_units", unit, "name"));
    }

    [Fact]
    public async Task Until_v28_the_end_is_the_last_day_and_is_stored_as_the_day_after()
    {
        // OS2mo's migration notes for version 29 have this example.
        var (old, exact) = (await WriterAsync(28), await WriterAsync(29));
        var unit = await CreateExampleAsync(old);
        Assert.Equal(["create 2021-01-01..2022-02-01", "update 2022-02-02..2024-04-04"], await old.ReadAsync("org_units", unit, "name"));
        Assert.Equal(["create 2021-01-01..2022-02-02", "update 2022-02-02..2024-04-05"], await exact.ReadAsync("org_units", unit, "name"));
        await old.DoAsync("org_unit_terminate", new { uuid = unit, from = "2021-12-12", to = "2022-12-12" });
        Assert.Equal(["create 2021-01-01..2021-12-11", "update 2022-12-13..2024-04-04"], await old.ReadAsync("org_units", unit, "name"));
        Assert.Equal(["create 2021-01-01..2021-12-12", "update 2022-12-13..2024-04-05"], await exact.ReadAsync("org_units", unit, "name"));
    }

    [Fact]
    public async Task Validities_of_classes_are_stored_exactly_in_all_versions()
    {
        var old = await WriterAsync(28);
        var made = await old.DoAsync("class_create", new
        {
            name = "c", user_key = "c", facet_uuid = await old.FacetAsync(), validity = new { from = "2021-01-01", to = "2023-03-03" },
        });
        Assert.Equal(["c 2021-01-01..2023-03-03"], await (await WriterAsync(29)).ReadAsync("classes", made, "name"));
        Assert.Equal(["c 2021-01-01..2023-03-02"], await old.ReadAsync("classes", made, "name"));
    }

    [Theory]
    [InlineData(25)]
    [InlineData(29)]
    public async Task A_time_within_a_day_is_refused(int version)
    {
        var writer = await WriterAsync(version);
        var error = await writer.RefusedAsync("org_unit_create", new
        {
            name = "u", org_unit_type = await writer.ClassAsync(), validity = new { from = "2021-01-01T12:00:00+01:00" },
        });
        Assert.Equal("E_INVALID_INPUT", Key(error));
        Assert.StartsWith("(<ErrorCodes.E_INVALID_INPUT: (400, 'Invalid input.')>, ", error.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Null_and_absence_keep_values_where_OS2mo_does_not_tell_them_apart()
    {
        var writer = await WriterAsync(25);
        var engagement = await writer.EngagementAsync(await writer.PersonAsync(), await writer.UnitAsync());
        await writer.DoAsync("engagement_update", new { uuid = engagement, extension_1 = "one", fraction = 7, validity = From2022 });
        await writer.DoAsync("engagement_update", new { uuid = engagement, extension_1 = (string?)null, user_key = "k", validity = From2022 });
        Assert.Equal(["one 7 k 2022-01-01..-"], (await writer.ReadAsync("engagements", engagement, "extension_1", "fraction", "user_key"))[1..]);

        // MoCluster's own dialect tells them apart.
        await (await WriterAsync(null)).DoAsync("engagement_update", new { uuid = engagement, extension_1 = (string?)null, validity = From2022 });
        Assert.Equal(["- 7 2022-01-01..-"], (await writer.ReadAsync("engagements", engagement, "extension_1", "fraction"))[1..]);
    }

    [Theory]
    [InlineData(21, false)]
    [InlineData(22, true)]
    [InlineData(30, true)]
    public async Task Null_in_the_update_of_a_unit_clears_from_v22_on(int version, bool clears)
    {
        var writer = await WriterAsync(version);
        var parent = await writer.UnitAsync();
        var unit = await writer.UnitAsync(parent);
        await writer.DoAsync("org_unit_update", new { uuid = unit, name = (string?)null, parent = (Guid?)null, validity = From2022 });
        var exact = await WriterAsync(30);
        Assert.Equal(clears ? ["- u"] : [$"{parent} u"], (await exact.ReadAsync("org_units", unit, "parent_uuid", "name")).Select(row => row[..row.LastIndexOf(' ')]).TakeLast(1));
        // What is absent stays.
        await writer.DoAsync("org_unit_update", new { uuid = unit, name = "v", validity = From2022 });
        Assert.Equal(clears ? ["- v"] : [$"{parent} v"], (await exact.ReadAsync("org_units", unit, "parent_uuid", "name")).Select(row => row[..row.LastIndexOf(' ')]).TakeLast(1));
    }

    [Fact]
    public async Task An_update_of_a_manager_without_a_person_vacates_the_post_and_keeps_its_lists()
    {
        var writer = await WriterAsync(29);
        var (person, unit, level) = (await writer.PersonAsync(), await writer.UnitAsync(), await writer.ClassAsync());
        var engagement = await writer.EngagementAsync(person, unit);
        var manager = await writer.DoAsync("manager_create", new
        {
            person, org_unit = unit, manager_level = level, manager_type = level, responsibility = new[] { level }, engagement, validity = VersionWriter.Since2000,
        });
        await writer.DoAsync("manager_update", new { uuid = manager, responsibility = Array.Empty<Guid>(), validity = From2022 });
        string[] fields = ["employee_uuid", "engagement_response { uuid }", "responsibility_uuids"];
        Assert.Equal([$"- {engagement} [\"{level}\"] 2022-01-01..-"], (await writer.ReadAsync("managers", manager, fields))[1..]);
        await writer.DoAsync("manager_update", new { uuid = manager, person, engagement = (Guid?)null, validity = From2022 });
        Assert.Equal([$"{person} - [\"{level}\"] 2022-01-01..-"], (await writer.ReadAsync("managers", manager, fields))[1..]);
    }

    [Fact]
    public async Task An_update_of_a_class_clears_its_parent_and_owner_and_keeps_what_else_is_absent()
    {
        var writer = await WriterAsync(25);
        var (facet, parent, owner) = (await writer.FacetAsync(), await writer.ClassAsync(), await writer.UnitAsync());
        var made = await writer.DoAsync("class_create", new
        {
            name = "c", user_key = "c", facet_uuid = facet, parent_uuid = parent, owner, scope = "TEXT", validity = VersionWriter.Since2000,
        });
        await writer.DoAsync("class_update", new { uuid = made, name = "d", user_key = "d", facet_uuid = facet, validity = VersionWriter.Since2000 });
        Assert.Equal(["d TEXT - - 2000-01-01..-"], await writer.ReadAsync("classes", made, "name", "scope", "parent_uuid", "owner"));
    }

    [Fact]
    public async Task Creating_what_exists_replaces_it_in_OS2mos_versions_and_conflicts_in_the_own_dialect()
    {
        var writer = await WriterAsync(25);
        var type = await writer.ClassAsync();
        var unit = await writer.DoAsync("org_unit_create", new { name = "one", org_unit_type = type, validity = VersionWriter.Since2000 });
        var again = new { uuid = unit, name = "two", org_unit_type = type, validity = new { from = "2010-01-01" } };
        Assert.Equal(unit, await writer.DoAsync("org_unit_create", again));
        Assert.Equal(["two 2010-01-01..-"], await writer.ReadAsync("org_units", unit, "name"));
        Assert.Equal("CONFLICT", (await (await WriterAsync(null)).RefusedAsync("org_unit_create", again)).Code());
    }

    [Fact]
    public async Task What_changes_nothing_makes_no_registration()
    {
        var writer = await WriterAsync(25);
        var person = await writer.PersonAsync();
        await writer.DoAsync("employee_update", new { uuid = person, given_name = "Ada", validity = VersionWriter.Since2000 });
        var answer = await writer.AskAsync(
            "query($uuid: [UUID!]) { employees(filter: {uuids: $uuid}) { objects { registrations { start } } } }", new { uuid = person });
        Assert.Equal(1, answer.GetProperty("employees").GetProperty("objects")[0].GetProperty("registrations").GetArrayLength());
    }

    [Fact]
    public async Task A_list_of_creates_is_one_commit_in_OS2mos_versions()
    {
        var writer = await WriterAsync(25);
        var (person, unit, kind) = (await writer.PersonAsync(), await writer.UnitAsync(), await writer.ClassAsync());
        object Engagement(Guid uuid, Guid at) => new
        {
            uuid, person, org_unit = at, engagement_type = kind, job_function = kind, validity = VersionWriter.Since2000,
        };
        const string Create = "mutation($input: [EngagementCreateInput!]!) { engagements_create(input: $input) { uuid current { user_key } } }";
        Guid[] refused = [Guid.NewGuid(), Guid.NewGuid()];
        var error = await writer.FailAsync(Create, new { input = new[] { Engagement(refused[0], unit), Engagement(refused[1], Guid.NewGuid()) } });
        Assert.Equal("ErrorCodes.E_ORG_UNIT_NOT_FOUND", error.Message());
        Assert.Equal("input[1].org_unit", error.GetProperty("extensions").GetProperty("path").GetString());
        Assert.Empty(await writer.ReadAsync("engagements", refused[0], "user_key"));

        Guid[] made = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        var answer = await writer.AskAsync(Create, new { input = made.Select(uuid => Engagement(uuid, unit)) });
        Assert.Equal(made, answer.GetProperty("engagements_create").EnumerateArray().Select(item => item.GetProperty("uuid").GetGuid()));
        foreach (var uuid in made)
            Assert.Single(await writer.ReadAsync("engagements", uuid, "user_key"));
    }

    [Fact]
    public async Task Who_refers_to_an_engagement_lets_go_of_it_when_it_ends()
    {
        var writer = await WriterAsync(29);
        var (person, unit, kind) = (await writer.PersonAsync(), await writer.UnitAsync(), await writer.ClassAsync());
        var engagement = await writer.EngagementAsync(person, unit);
        var system = await writer.DoAsync("itsystem_create", new { user_key = "s", name = "s", validity = new { } });
        var user = await writer.DoAsync("ituser_create", new
        {
            user_key = "u", itsystem = system, person, engagements = new[] { engagement }, validity = VersionWriter.Since2000,
        });
        var leave = await writer.DoAsync("leave_create", new { person, engagement, leave_type = kind, validity = VersionWriter.Since2000 });
        var own = await (await WriterAsync(null)).RefusedAsync("engagement_terminate", new { uuid = engagement, to = "2022-01-01" });
        Assert.Equal("CONFLICT", own.Code());

        await writer.DoAsync("engagement_terminate", new { uuid = engagement, to = "2022-01-01" });
        Assert.Equal(["2000-01-01..2022-01-01"], await writer.ReadAsync("engagements", engagement));
        Assert.Equal([$"[\"{engagement}\"] 2000-01-01..2022-01-01", "[] 2022-01-01..-"], await writer.ReadAsync("itusers", user, "engagement_uuids"));
        Assert.Equal(["2000-01-01..2022-01-01"], await writer.ReadAsync("leaves", leave));
    }

    [Fact]
    public async Task Relations_of_units_have_no_end_whatever_the_input_says()
    {
        var writer = await WriterAsync(25);
        Guid[] units = [await writer.UnitAsync(), await writer.UnitAsync()];
        Assert.Equal(units[0], await writer.DoAsync("related_units_update", new
        {
            origin = units[0], destination = units[1..], validity = new { from = "2021-01-01", to = "2022-01-01" },
        }));
        var answer = await writer.AskAsync(
            "query($unit: [UUID!]) { related_units(filter: {org_unit: {uuids: $unit}}) { objects { validities { validity { from to } } } } }",
            new { unit = units[1] });
        var validity = answer.GetProperty("related_units").GetProperty("objects")[0].GetProperty("validities")[0].GetProperty("validity");
        Assert.Equal(JsonValueKind.Null, validity.GetProperty("to").ValueKind);
    }

    private static async Task<Guid> CreateExampleAsync(VersionWriter writer)
    {
        var unit = await writer.DoAsync("org_unit_create", new
        {
            name = "create", org_unit_type = await writer.ClassAsync(), validity = new { from = "2021-01-01T00:00:00+01:00", to = "2023-03-03T00:00:00+01:00" },
        });
        await writer.DoAsync("org_unit_update", new
        {
            uuid = unit, name = "update", validity = new { from = "2022-02-02T00:00:00+01:00", to = "2024-04-04T00:00:00+02:00" },
        });
        return unit;
    }

    private static string Key(JsonElement error) =>
        error.GetProperty("extensions").GetProperty("error_context").GetProperty("error_key").GetString()!;

    private async Task<VersionWriter> WriterAsync(int? version) => new((await silo.RunAsync()).Http, version);
}
