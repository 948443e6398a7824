using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Reading;

/// <summary>Which objects filters find (docs/os2mo.md §10.3), over HTTP. The conditions alone are tested by property against every store.</summary>
public sealed class FilterTests(SharedSilo silo)
{
    [Theory]
    [InlineData("parent: null", "top")]
    [InlineData("parents: null", "top")]
    [InlineData("parent: {}", "bottom middle")]
    [InlineData("parent: {user_keys: [\"top\"], uuids: [$top]}", "middle")]
    [InlineData("parents: [$middle]", "bottom")]
    [InlineData("parents: []", "")]
    [InlineData("child: null", "bottom")]
    [InlineData("child: {}", "middle top")]
    [InlineData("child: {uuids: [$bottom]}", "middle")]
    [InlineData("ancestor: {uuids: [$middle]}", "bottom middle")]
    [InlineData("ancestor: null", "bottom middle top")]
    [InlineData("descendant: {uuids: [$middle]}", "middle top")]
    [InlineData("subtree: {}", "bottom middle top")]
    [InlineData("names: [\"middle\"]", "middle")]
    [InlineData("names: null", "bottom middle top")]
    [InlineData("query: \"idd\"", "middle")]
    [InlineData("engagement: {uuids: [$job]}", "bottom")]
    [InlineData("engagement: {employee: {user_keys: [\"anna\"]}}", "bottom")]
    [InlineData("engagement: {from_date: \"1999-01-01\"}", "")]
    [InlineData("registration: {start: \"2001-01-01\", end: null}", "bottom middle top")]
    [InlineData("registration: {actors: [\"00000000-0000-0000-0000-000000000001\"]}", "")]
    [InlineData("owner: {employee: {}}", "")]
    public async Task Units_are_found_by_the_tree_and_by_what_is_in_them(string filter, string expected)
    {
        var town = await (await NewAsync()).WithUnits().WithPerson("anna").WithEngagement("job", "anna", "bottom").BuildAsync();
        var answer = await town.ReadAsync($"{{ org_units(filter: {{uuids: [$top, $middle, $bottom], {filter}}}) {{ objects {{ uuid }} }} }}");
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Uuids(answer).Order());
    }

    [Fact]
    public async Task Units_cannot_be_asked_for_by_both_names_of_descendants()
    {
        var town = await NewAsync();
        Assert.Equal(
            "Cannot use both `descendant` and `subtree` filter", await town.FailAsync("{ org_units(filter: {descendant: {}, subtree: {}}) { objects { uuid } } }"));
    }

    [Theory]
    [InlineData("employee: {uuids: [$anna]}", "first")]
    [InlineData("employees: [$anna, $bo]", "first second")]
    [InlineData("employee: {user_keys: [\"bo\"]}, org_unit: {uuids: [$top]}", "second")]
    [InlineData("employee: {user_keys: [\"bo\"]}, org_unit: {uuids: [$bottom]}", "")]
    [InlineData("org_unit: {ancestor: {uuids: [$top]}}", "first second")]
    [InlineData("org_units: [$bottom]", "first")]
    [InlineData("org_unit: null", "first second")]
    [InlineData("employees: []", "")]
    [InlineData("job_function: {user_keys: [\"job of first\"]}", "first")]
    [InlineData("employee: {query: \"an jen\"}", "first")]
    [InlineData("user_keys: \"second\"", "second")]
    public async Task Engagements_are_found_by_person_and_unit(string filter, string expected)
    {
        var town = await (await NewAsync()).WithUnits().WithPerson("anna").WithPerson("bo")
            .WithEngagement("first", "anna", "bottom").WithEngagement("second", "bo", "top").BuildAsync();
        var answer = await town.ReadAsync($"{{ engagements(filter: {{uuids: [$first, $second], {filter}}}) {{ objects {{ uuid }} }} }}");
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Uuids(answer).Order());
    }

    [Fact]
    public async Task Uuids_in_a_nested_filter_are_taken_as_they_are()
    {
        // The person of the engagement is not valid in 1990, but named by uuid it counts all the same, as in OS2mo.
        var town = await (await NewAsync()).WithUnits().WithPerson("anna").WithEngagement("job", "anna", "top").BuildAsync();
        Assert.Equal(
            """{"byUuid":{"objects":[{"uuid":"job"}]},"byKey":{"objects":[]}}""",
            await town.ReadAsync(
                """
                { byUuid: engagements(filter: {employee: {uuids: [$anna], from_date: "1990-01-01"}}) { objects { uuid } }
                  byKey: engagements(filter: {uuids: [$job], employee: {user_keys: ["anna"], from_date: "1990-01-01"}}) { objects { uuid } } }
                """));
    }

    [Theory]
    [InlineData(24, "filled vacant")]
    [InlineData(25, "vacant")]
    public async Task Null_as_the_employee_of_managers_finds_vacant_posts_since_v25(int version, string expected)
    {
        var town = await (await NewAsync()).WithUnits().WithPerson("anna").WithManager("filled", "top", "anna").WithManager("vacant", "top").BuildAsync();
        var answer = await town.ReadAsync("{ managers(filter: {uuids: [$filled, $vacant], employee: null}) { objects { uuid } } }", version);
        Assert.Equal(expected.Split(' '), Uuids(answer).Order());
    }

    [Theory]
    [InlineData(29, "external_ids: null", "with without")]
    [InlineData(30, "external_ids: null", "without")]
    [InlineData(29, "external_ids: [\"E1\"]", "with")]
    [InlineData(30, "primary: null", "with without")]
    [InlineData(30, "primary: {}", "")]
    [InlineData(30, "rolebinding: null", "without")]
    [InlineData(30, "rolebinding: {}", "with")]
    [InlineData(30, "itsystem: {user_keys: [\"AD\"]}", "with without")]
    public async Task It_users_are_found_by_what_they_lack(int version, string filter, string expected)
    {
        var town = (await NewAsync()).WithPerson("anna").Add("itsystem", "system", new { user_key = "AD", name = "AD" }).Class("role", "roles");
        town.Add("ituser", "with", new { user_key = "with", person = town["anna"], itsystem = town["system"], external_id = "E1" })
            .Add("ituser", "without", new { user_key = "without", person = town["anna"], itsystem = town["system"] })
            .Add("rolebinding", "binding", new { user_key = "b", ituser = town["with"], role = town["role"] });
        await town.BuildAsync();
        var answer = await town.ReadAsync($"{{ itusers(filter: {{uuids: [$with, $without], {filter}}}) {{ objects {{ uuid }} }} }}", version);
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Uuids(answer).Order());
    }

    [Fact]
    public async Task Pages_go_on_where_the_cursor_says_however_objects_are_found()
    {
        var town = (await NewAsync()).WithUnits().WithPerson("anna");
        foreach (var name in new[] { "e1", "e2", "e3", "e4", "e5" })
            town.WithEngagement(name, "anna", "top");
        await town.BuildAsync();
        foreach (var filter in new[] { "employee: {uuids: [$anna]}", "uuids: [$e1, $e2, $e3, $e4, $e5]", "employee: {query: \"anna\"}, org_unit: {uuids: [$top]}" })
        {
            var (seen, cursor) = (new List<string>(), "null");
            for (var page = 0; page < 3; page++)
            {
                var answer = await town.ReadAsync(
                    $"{{ engagements(filter: {{{filter}}}, limit: 2, cursor: {cursor}) {{ objects {{ uuid }} page_info {{ next_cursor }} }} }}");
                seen.AddRange(Uuids(answer));
                var next = System.Text.Json.JsonDocument.Parse(answer).RootElement.GetProperty("engagements").GetProperty("page_info").GetProperty("next_cursor");
                cursor = next.GetRawText();
            }

            Assert.Equal(["e1", "e2", "e3", "e4", "e5"], seen);
            Assert.Equal("null", cursor);
        }
    }

    private async Task<Town> NewAsync() => new((await silo.RunAsync()).Http);

    private static IEnumerable<string> Uuids(string answer)
    {
        foreach (var list in System.Text.Json.JsonDocument.Parse(answer).RootElement.EnumerateObject())
        {
            foreach (var found in list.Value.GetProperty("objects").EnumerateArray())
                yield return found.GetProperty("uuid").GetString()!;
        }
    }
}
