using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Reading;

/// <summary>How objects are read from one another (docs/os2mo.md §10.4), over HTTP.</summary>
public sealed class RelationTests(SharedSilo silo)
{
    [Fact]
    public async Task A_reference_is_read_as_container_values_and_uuid()
    {
        var town = await (await NewAsync()).WithUnits().WithPerson("anna").WithEngagement("job", "anna", "top").BuildAsync();
        Assert.Equal(
            """{"engagements":{"objects":[{"current":{"person_response":{"uuid":"anna","current":{"given_name":"anna"}},"person":[{"name":"anna Jensen"}],"employee":[{"uuid":"anna"}],"employee_uuid":"anna","primary":null,"primary_response":null,"job_function":{"name":"job of job"},"then":[],"is_primary":false}}]}}""",
            await town.ReadAsync(
                """
                { engagements(filter: {uuids: [$job]}) { objects { current {
                    person_response { uuid current { given_name } } person { name } employee { uuid } employee_uuid primary { name } primary_response { uuid }
                    job_function { name } then: person(filter: {from_date: "1990-01-01"}) { name } is_primary } } } }
                """));
    }

    [Fact]
    public async Task Relations_lead_back_as_pages_and_as_values()
    {
        var town = await (await NewAsync()).WithUnits().WithPerson("anna").WithEngagement("e1", "anna", "top").WithEngagement("e2", "anna", "bottom")
            .WithManager("post", "top", "anna").BuildAsync();
        Assert.Equal(
            """{"employees":{"objects":[{"current":{"engagements":[{"user_key":"e1"},{"user_key":"e2"}],"page":{"objects":[{"uuid":"e1"}]},"below":[{"user_key":"e2"}],"manager_roles":[{"user_key":"post"}],"leaves":[],"addresses_response":{"objects":[],"page_info":{"next_cursor":null}}}}]}}""",
            await town.ReadAsync(
                """
                { employees(filter: {uuids: [$anna]}) { objects { current {
                    engagements { user_key } page: engagements_response(limit: 1) { objects { uuid } }
                    below: engagements(filter: {org_unit: {ancestor: {uuids: [$middle]}}}) { user_key } manager_roles { user_key } leaves { uuid }
                    addresses_response { objects { uuid } page_info { next_cursor } } } } } }
                """));
    }

    [Fact]
    public async Task A_page_of_a_relation_goes_on_where_the_cursor_says()
    {
        var town = await (await NewAsync()).WithUnits().WithPerson("anna").WithEngagement("e1", "anna", "top").WithEngagement("e2", "anna", "top").BuildAsync();
        const string Page = "{ employees(filter: {uuids: [$anna]}) { objects { current { engagements_response(limit: 1, cursor: CURSOR) { objects { uuid } page_info { next_cursor } } } } } }";
        var first = await town.ReadAsync(Page.Replace("CURSOR", "null", StringComparison.Ordinal));
        Assert.Contains("\"uuid\":\"e1\"", first, StringComparison.Ordinal);
        var cursor = first.Split("next_cursor\":")[1].Split('}')[0];
        var second = await town.ReadAsync(Page.Replace("CURSOR", cursor, StringComparison.Ordinal));
        Assert.Contains("\"uuid\":\"e2\"", second, StringComparison.Ordinal);
        Assert.Contains("\"next_cursor\":null", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Units_know_their_place_in_the_tree()
    {
        var town = await (await NewAsync()).WithUnits().BuildAsync();
        Assert.Equal(
            """{"org_units":{"objects":[{"current":{"name":"top","parent":null,"ancestors":[],"root":[{"name":"top"}],"children":[{"name":"middle"}],"child_count":1,"has_children":true,"none":false}},{"current":{"name":"bottom","parent":{"name":"middle"},"ancestors":[{"name":"middle"},{"name":"top"}],"root":[{"name":"top"}],"children":[],"child_count":0,"has_children":false,"none":false}}]}}""",
            await town.ReadAsync(
                """
                { org_units(filter: {uuids: [$top, $bottom]}) { objects { current { name parent { name } ancestors { name } root { name } children { name }
                    child_count has_children none: has_children(filter: {names: ["nobody"]}) } } } }
                """));
    }

    [Fact]
    public async Task Managers_and_owners_are_inherited_from_the_nearest_unit_that_has_some()
    {
        var town = (await NewAsync()).WithUnits().WithPerson("anna").WithPerson("bo").WithManager("chief", "top", "bo").WithManager("head", "middle", "anna")
            .WithEngagement("job", "anna", "bottom");
        town.Add("owner", "owned", new { user_key = "o", org_unit = town["top"], owner = town["bo"] });
        await town.BuildAsync();
        Assert.Equal(
            """{"org_units":{"objects":[{"current":{"own":[],"inherited":[{"user_key":"head"}],"of_bo":[{"user_key":"chief"}],"page":{"objects":[{"uuid":"head"}]},"owners":[],"all":[{"owner":[{"given_name":"bo"}]}]}}]}}""",
            await town.ReadAsync(
                """
                { org_units(filter: {uuids: [$bottom]}) { objects { current { own: managers { user_key } inherited: managers(inherit: true) { user_key }
                    of_bo: managers(inherit: true, filter: {employee: {uuids: [$bo]}}) { user_key } page: managers_response(inherit: true) { objects { uuid } }
                    owners { uuid } all: owners(inherit: true) { owner { given_name } } } } } }
                """));
        Assert.Equal(
            """{"engagements":{"objects":[{"current":{"managers":[{"user_key":"head"}],"others":[{"user_key":"chief"}]}}]},"managers":{"objects":[{"uuid":"head"}]}}""",
            await town.ReadAsync(
                """
                { engagements(filter: {uuids: [$job]}) { objects { current { managers(inherit: true) { user_key }
                    others: managers(inherit: true, exclude_self: true) { user_key } } } }
                  managers(inherit: true, filter: {org_unit: {uuids: [$bottom]}}) { objects { uuid } } }
                """));
        Assert.Equal("The inherit flag requires an organizational unit filter", await town.FailAsync("{ managers(inherit: true) { objects { uuid } } }"));
        Assert.Equal(
            "Cannot provide both filter.exclude and exclude_self",
            await town.FailAsync("{ engagements(filter: {uuids: [$job]}) { objects { current { managers(exclude_self: true, filter: {exclude: {}}) { uuid } } } } }"));
    }

    [Fact]
    public async Task Registrations_have_the_types_of_their_version()
    {
        var town = await (await NewAsync()).WithPerson("anna").BuildAsync();
        const string OfObject = "{ employees(filter: {uuids: [$anna]}) { objects { registrations { __typename model uuid end } } } }";
        Assert.Contains("\"__typename\":\"Registration\",\"model\":\"employee\",\"uuid\":\"anna\",\"end\":null", await town.ReadAsync(OfObject, 26), StringComparison.Ordinal);
        Assert.Contains("\"__typename\":\"EmployeeResponseRegistration\"", await town.ReadAsync(OfObject, 27), StringComparison.Ordinal);
        const string OfAll = "{ registrations(filter: {uuids: [$anna]}) { objects { __typename model } } }";
        Assert.Equal("""{"registrations":{"objects":[{"__typename":"Registration","model":"employee"}]}}""", await town.ReadAsync(OfAll, 25));
        Assert.Equal(
            """{"registrations":{"objects":[{"__typename":"PersonRegistration","current":{"name":"anna Jensen"}}]}}""",
            await town.ReadAsync("{ registrations(filter: {uuids: [$anna], models: [\"employee\"]}) { objects { __typename ... on PersonRegistration { current { name } } } } }", 26));
        Assert.Equal("""{"registrations":{"objects":[]}}""", await town.ReadAsync("{ registrations(filter: {uuids: [$anna], models: [\"class\"]}) { objects { uuid } } }"));
    }

    [Fact]
    public async Task A_kle_has_one_number_until_v22_and_a_list_since()
    {
        var town = (await NewAsync()).WithUnits().Class("number", "numbers").Class("aspect", "aspects");
        town.Add("kle", "kle", new { user_key = "k", org_unit = town["top"], kle_number = town["number"], kle_aspects = new[] { town["aspect"] } });
        await town.BuildAsync();
        const string Query = "{ kles(filter: {uuids: [$kle]}) { objects { current { kle_number { name } kle_aspects { name } kle_aspects_response { objects { uuid } } } } } }";
        Assert.Contains("\"kle_number\":{\"name\":\"number\"}", await town.ReadAsync(Query, 22), StringComparison.Ordinal);
        Assert.Contains(
            "\"kle_number\":[{\"name\":\"number\"}],\"kle_aspects\":[{\"name\":\"aspect\"}],\"kle_aspects_response\":{\"objects\":[{\"uuid\":\"aspect\"}]}",
            await town.ReadAsync(Query, 23),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_imported_object_without_a_user_key_shows_its_uuid_as_the_key()
    {
        var town = (await NewAsync()).Class("type", "types");
        await town.Add("org_unit", "unit", new { name = "unit", org_unit_type = town["type"] }).BuildAsync();
        Assert.Equal(
            """{"org_units":{"objects":[{"current":{"user_key":"unit"}}]}}""",
            await town.ReadAsync("{ org_units(filter: {uuids: [$unit]}) { objects { current { user_key } } } }"));
    }

    [Fact]
    public async Task The_managers_of_a_unit_take_the_whole_filter_until_v23()
    {
        var town = await (await NewAsync()).WithUnits().WithManager("post", "top").BuildAsync();
        const string Query = "query($filter: FILTER) { org_units(filter: {uuids: [$top]}) { objects { current { managers(filter: $filter) { user_key } } } } }";
        const string Answer = """{"org_units":{"objects":[{"current":{"managers":[{"user_key":"post"}]}}]}}""";
        Assert.Equal(Answer, await town.ReadAsync(Query.Replace("FILTER", "ManagerFilter", StringComparison.Ordinal), 23));
        Assert.Equal(Answer, await town.ReadAsync(Query.Replace("FILTER", "OrgUnitboundmanagerfilter", StringComparison.Ordinal), 24));
    }

    private async Task<Town> NewAsync() => new((await silo.RunAsync()).Http);
}
