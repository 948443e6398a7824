using System.Net;
using System.Text.Json;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Objects;

/// <summary>Export and import over HTTP, as an operator uses them.</summary>
public sealed class ImportApiTests
{
    private const string Facet = "10000000-0000-0000-0000-000000000001";
    private const string Class = "20000000-0000-0000-0000-000000000001";
    private const string Unit = "30000000-0000-0000-0000-000000000001";
    private const string Below = "30000000-0000-0000-0000-000000000002";

    private static readonly string[] Lines =
    [
        $$$$"""{"type":"org_unit","uuid":"{{{{Below}}}}","validities":[{"from":"2021-01-01","values":{"name":"Below","parent":"{{{{Unit}}}}","org_unit_type":"{{{{Class}}}}"}}]}""",
        $$$$"""{"type":"org_unit","uuid":"{{{{Unit}}}}","validities":[{"from":"2020-01-01","to":"2022-01-01","values":{"name":"Above","org_unit_type":"{{{{Class}}}}"}},{"from":"2022-01-01","values":{"name":"Renamed","org_unit_type":"{{{{Class}}}}"}}]}""",
        $$$$"""{"type":"class","uuid":"{{{{Class}}}}","note":"by hand","validities":[{"from":"2000-01-01","values":{"name":"Department","user_key":"dep","facet":"{{{{Facet}}}}"}}]}""",
        "",
        $$$$"""{"type":"facet","uuid":"{{{{Facet}}}}","validities":[{"from":"2000-01-01","values":{"user_key":"org_unit_type"}}]}""",
    ];

    [Fact]
    public async Task Objects_are_imported_in_any_order_and_can_be_read_and_fetched()
    {
        await using var run = await SiloRun.StartAsync(null);
        var listener = await run.Http.ListenAsync("all");
        var end = (await run.Http.ImportAsync(string.Join('\n', Lines))).Completed();
        Assert.Equal((4, 0, 0, 5, 5), (end.Count("created"), end.Count("changed"), end.Count("failed"), end.Count("read"), end.Count("done")));

        var found = await run.Http.AskAsync("{ org_units { objects { uuid current { name user_key parent { uuid } } registrations { note } } } }");
        Assert.Equal(
            $$$$"""[{"uuid":"{{{{Unit}}}}","current":{"name":"Renamed","user_key":"{{{{Unit}}}}","parent":null},"registrations":[{"note":null}]},"""
            + $$$$"""{"uuid":"{{{{Below}}}}","current":{"name":"Below","user_key":"{{{{Below}}}}","parent":{"uuid":"{{{{Unit}}}}"}},"registrations":[{"note":null}]}]""",
            found.GetProperty("org_units").GetProperty("objects").GetRawText());
        var fetched = await run.Http.FetchManyAsync(listener, 10, wait: 30);
        Assert.Equal([Unit, Below], fetched.Select(item => item.Subject).Order());
    }

    [Fact]
    public async Task What_is_exported_is_imported_again_byte_by_byte_with_its_history()
    {
        string exported;
        await using (var run = await SiloRun.StartAsync(null))
        {
            (await run.Http.ImportAsync(string.Join('\n', Lines))).Completed();
            await run.Http.RenameUnitAsync(Guid.Parse(Below), "Below, renamed");
            await run.Http.AskAsync($$$$"""mutation { org_unit_terminate(input: {uuid: "{{{{Below}}}}", to: "2030-01-01"}) { uuid } }""");
            await run.Http.AskAsync($$$$"""mutation { org_unit_delete(uuid: "{{{{Below}}}}") { uuid } }""");
            await run.Http.CreateUnitAsync(Guid.Parse(Class), "Third", Guid.Parse(Unit));
            exported = await run.Http.ExportAsync();
        }

        Assert.Equal(5, exported.Count(letter => letter == '\n'));
        Assert.Contains("\"operation\":\"delete\"", exported, StringComparison.Ordinal);
        await using var empty = await SiloRun.StartAsync(null);
        var end = (await empty.Http.ImportAsync(exported)).Completed();
        Assert.Equal((5, 0), (end.Count("created"), end.Count("failed")));
        Assert.Equal(exported, await empty.Http.ExportAsync());

        var again = (await empty.Http.ImportAsync(exported)).Completed();
        Assert.Equal((0, 5), (again.Count("created"), again.Count("unchanged")));
        Assert.Equal(exported, await empty.Http.ExportAsync());
    }

    [Fact]
    public async Task A_bad_line_is_told_with_its_place_and_stops_no_other()
    {
        await using var run = await SiloRun.StartAsync(null);
        var bad = new[]
        {
            "nonsense",
            $$$$"""{"type":"org_unti","uuid":"{{{{Unit}}}}","validities":[]}""",
            $$$$"""{"type":"person","uuid":"{{{{Unit}}}}","validities":[{"values":{"given_name":"A","surname":7}}]}""",
            $$$$"""{"type":"org_unit","uuid":"30000000-0000-0000-0000-000000000009","validities":[{"from":"1990-01-01","values":{"name":"Too early","org_unit_type":"{{{{Class}}}}"}}]}""",
            """{"type":"org_unit","uuid":"30000000-0000-0000-0000-00000000000a","validities":[{"from":"2020-01-01","values":{"name":"Orphan","parent":"30000000-0000-0000-0000-00000000000b","org_unit_type":"20000000-0000-0000-0000-00000000000c"}}]}""",
        };
        var answer = await run.Http.ImportAsync(string.Join('\n', [.. bad, .. Lines]));
        var end = answer.Completed();
        Assert.Equal((4, 5), (end.Count("created"), end.Count("failed")));
        Assert.Equal(
            [
                "1 E_INVALID_INPUT ",
                "2 E_UNKNOWN_ROLE_TYPE type",
                "3 E_INVALID_TYPE validities[0].values.surname",
                "4 V_INVALID_VALIDITY values.org_unit_type",
                "5 E_CLASS_NOT_FOUND values.org_unit_type",
            ],
            answer.Errors().OrderBy(error => error.Count("line")).Select(error =>
                $"{error.Count("line")} {error.GetProperty("code").GetString()} {(error.TryGetProperty("path", out var path) ? path.GetString() : "")}"));
    }

    [Fact]
    public async Task An_import_ends_at_its_first_bad_line_when_asked_to()
    {
        await using var run = await SiloRun.StartAsync(null);
        var answer = await run.Http.ImportAsync($"{Lines[4]}\nnonsense\n{Lines[2]}", "?stop_on_error=1");
        var end = answer[^1];
        Assert.False(end.GetProperty("complete").GetBoolean());
        Assert.Equal(2, Assert.Single(answer.Errors()).Count("line"));
        Assert.DoesNotContain(Class, await run.Http.ExportAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_changes_an_object_that_exists_already()
    {
        await using var run = await SiloRun.StartAsync(null);
        (await run.Http.ImportAsync(string.Join('\n', Lines))).Completed();
        await run.Http.RenameUnitAsync(Guid.Parse(Below), "By a mutation");
        var end = (await run.Http.ImportAsync(string.Join('\n', Lines))).Completed();
        Assert.Equal((0, 1, 3), (end.Count("created"), end.Count("changed"), end.Count("unchanged")));
        // The grain of the unit is awake, and what it remembers is outdated.
        await run.Http.RenameUnitAsync(Guid.Parse(Below), "Once more");
        var found = await run.Http.AskAsync($$$$"""{ org_units(filter: {uuids: "{{{{Below}}}}"}) { objects { current { name } registrations { registration_id } } } }""");
        Assert.Equal(
            """[{"current":{"name":"Once more"},"registrations":[{"registration_id":1},{"registration_id":2},{"registration_id":3},{"registration_id":4}]}]""",
            found.GetProperty("org_units").GetProperty("objects").GetRawText());
    }

    [Fact]
    public async Task Triggers_see_each_line_and_can_veto_it_unless_the_import_is_triggerless()
    {
        await using var run = await SiloRun.StartAsync(null, "Triggers:Sample=true");
        var lines = string.Join('\n', Lines).Replace("\"Below\"", "\"forbidden\"", StringComparison.Ordinal);
        var answer = await run.Http.ImportAsync(lines);
        Assert.Equal((3, 1), (answer.Completed().Count("created"), answer.Completed().Count("failed")));
        var error = Assert.Single(answer.Errors());
        Assert.Equal((1, "E_INTEGRATION_ERROR"), (error.Count("line"), error.GetProperty("code").GetString()));
        var end = (await run.Http.ImportAsync(lines, "?triggerless=1")).Completed();
        Assert.Equal((1, 3), (end.Count("created"), end.Count("unchanged")));
    }

    [Fact]
    public async Task A_dry_run_finds_the_same_errors_and_writes_nothing()
    {
        await using var run = await SiloRun.StartAsync(null);
        const string Person = """{"type":"person","uuid":"UUID","validities":[{"values":{"given_name":"A","surname":"B","cpr_number":"0101904321"}}]}""";
        string[] people =
        [
            Person.Replace("UUID", "40000000-0000-0000-0000-000000000001", StringComparison.Ordinal),
            Person.Replace("UUID", "40000000-0000-0000-0000-000000000002", StringComparison.Ordinal),
        ];
        var file = string.Join('\n', [people[0], .. Lines, "nonsense", people[1]]);
        var dry = await run.Http.ImportAsync(file, "?dry_run=1");
        Assert.Equal("", await run.Http.ExportAsync());
        var real = await run.Http.ImportAsync(file);
        Assert.Equal((5, 2), (real.Completed().Count("created"), real.Completed().Count("failed")));
        Assert.Equal(real.Errors().Select(error => error.GetRawText()), dry.Errors().Select(error => error.GetRawText()));
        Assert.Equal(real.Completed().Count("created"), dry.Completed().Count("created"));

        // Now that the objects exist, a dry run judges by the store.
        var again = (await run.Http.ImportAsync($"{people[1]}\n{Lines[0]}", "?dry_run=1")).Completed();
        Assert.Equal((0, 1, 1), (again.Count("created"), again.Count("unchanged"), again.Count("failed")));
    }

    [Fact]
    public async Task An_import_goes_on_under_its_id_where_it_stopped()
    {
        await using var run = await SiloRun.StartAsync(null);
        const string Query = "?id=nightly&stop_on_error=1";
        var stopped = await run.Http.ImportAsync($"{Lines[4]}\n{Lines[2]}\nnonsense\n{Lines[0]}", Query);
        Assert.Equal(("nightly", 2), (stopped[0].GetProperty("id").GetString(), stopped[^1].Count("done")));
        // The lines before are not looked at again.
        var rest = await run.Http.ImportAsync($"skipped\nskipped\n{Lines[1]}\n{Lines[0]}", Query);
        Assert.Equal(2, rest[0].Count("done"));
        Assert.Equal((2, 4, 4), (rest.Completed().Count("created"), rest.Completed().Count("read"), rest.Completed().Count("done")));
        // A complete import is forgotten: the same id begins anew.
        Assert.Equal(0, (await run.Http.ImportAsync(string.Join('\n', Lines), Query))[0].Count("done"));
        using var wrong = await run.Http.SendImportAsync("", "?id=a/b");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task An_export_has_only_the_types_that_are_asked_for()
    {
        await using var run = await SiloRun.StartAsync(null);
        (await run.Http.ImportAsync(string.Join('\n', Lines))).Completed();
        var exported = await run.Http.ExportAsync("?type=facet&type=class");
        Assert.Equal(
            ["facet", "class"],
            exported.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()));
        using var wrong = await run.Http.GetAsync(new Uri("/v1/export?type=clas", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("'class'", (await wrong.ErrorAsync()).Message(), StringComparison.Ordinal);
    }
}
