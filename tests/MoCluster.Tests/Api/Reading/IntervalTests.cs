using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Reading;

/// <summary>Which validities of objects are shown (docs/os2mo.md §10.2), over HTTP in OS2mo's versions.</summary>
public sealed class IntervalTests(SharedSilo silo)
{
    [Theory]
    [InlineData("", """["now"]""")]
    [InlineData(", from_date: null, to_date: null", """["past","now","future"]""")]
    [InlineData(", from_date: \"2005-06-01\"", """["past"]""")]
    [InlineData(", from_date: \"2005-06-01\", to_date: null", """["past","now","future"]""")]
    [InlineData(", from_date: \"2005-06-01\", to_date: \"2010-01-01\"", """["past"]""")]
    [InlineData(", from_date: \"2005-06-01\", to_date: \"2010-01-02\"", """["past","now"]""")]
    [InlineData(", from_date: \"1990-01-01\", to_date: \"2000-01-01\"", null)]
    [InlineData(", from_date: null, to_date: \"2001-01-01\"", """["past"]""")]
    public async Task The_interval_of_the_filter_finds_objects_and_chooses_what_validities_shows(string interval, string? names)
    {
        var town = await BuildAsync();
        foreach (var field in new[] { "validities", "objects" })
        {
            var answer = await town.ReadAsync($"{{ org_units(filter: {{uuids: [$unit]{interval}}}) {{ objects {{ {field} {{ name }} }} }} }}");
            var rows = names is null ? "" : $$"""{"{{field}}":{{names.Replace("\"past\"", "{\"name\":\"past\"}").Replace("\"now\"", "{\"name\":\"now\"}").Replace("\"future\"", "{\"name\":\"future\"}")}}}""";
            Assert.Equal($$$"""{"org_units":{"objects":[{{{rows}}}]}}""", answer);
        }
    }

    [Fact]
    public async Task A_beginning_of_null_needs_an_end()
    {
        var town = await BuildAsync();
        Assert.Equal(
            "Cannot infer UNSET to_date from interval starting at -infinity",
            await town.FailAsync("{ org_units(filter: {uuids: [$unit], from_date: null}) { objects { uuid } } }"));
        Assert.Equal(
            "Cannot infer UNSET to_date from interval starting at -infinity",
            await town.FailAsync("{ org_units(filter: {uuids: [$unit]}) { objects { validities(start: null) { name } } } }"));
    }

    [Fact]
    public async Task Arguments_of_validities_and_current_do_not_depend_on_the_filter()
    {
        var town = await BuildAsync();
        Assert.Equal(
            """{"org_units":{"objects":[{"all":[{"name":"past"},{"name":"now"},{"name":"future"}],"one":[{"name":"past"}],"then":{"name":"future"},"never":null}]}}""",
            await town.ReadAsync(
                """
                { org_units(filter: {uuids: [$unit]}) { objects {
                    all: validities(start: null, end: null) { name } one: validities(start: "2005-01-01") { name }
                    then: current(at: "2095-01-01") { name } never: current(at: "1999-12-31") { name } } } }
                """));
    }

    [Fact]
    public async Task Current_is_null_where_the_interval_does_not_reach_today()
    {
        var town = await BuildAsync();
        Assert.Equal(
            """{"past":{"objects":[{"current":null,"now":{"name":"now"}}]},"all":{"objects":[{"current":{"name":"now"}}]}}""",
            await town.ReadAsync(
                """
                { past: org_units(filter: {uuids: [$unit], from_date: "2005-01-01"}) { objects { current { name } now: current(at: null) { name } } }
                  all: org_units(filter: {uuids: [$unit], from_date: null, to_date: null}) { objects { current { name } } } }
                """.Replace("now: current(at: null)", "now: current(at: \"2015-01-01\")", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_relation_has_an_interval_of_its_own()
    {
        var town = await new Town((await silo.RunAsync()).Http).WithUnits().WithPerson("anna")
            .WithEngagement("job", "anna", "top").BuildAsync();
        Assert.Equal(
            """{"employees":{"objects":[{"validities":[{"engagements":[{"user_key":"job"}],"then":[],"all":[{"user_key":"job"}]}]}]}}""",
            await town.ReadAsync(
                """
                { employees(filter: {uuids: [$anna], from_date: "2010-01-01"}) { objects { validities {
                    engagements { user_key } then: engagements(filter: {from_date: "1990-01-01"}) { user_key }
                    all: engagements(filter: {from_date: null, to_date: null}) { user_key } } } } }
                """));
    }

    [Fact]
    public async Task Registration_time_shows_what_was_known_then()
    {
        var http = (await silo.RunAsync()).Http;
        var town = await new Town(http).WithUnits().BuildAsync();
        await http.RenameUnitAsync(town["top"], "renamed");
        await http.AskAsync("mutation($uuid: UUID!) { org_unit_delete(uuid: $uuid) { uuid } }", new { uuid = town["bottom"] });
        var times = (await http.AskAsync(
            "query($uuids: [UUID!]) { registrations(filter: {uuids: $uuids}) { objects { start } } }", new { uuids = new[] { town["top"] } }))
            .GetProperty("registrations").GetProperty("objects");
        var first = times[0].GetProperty("start").GetString();
        Assert.Equal(
            """{"now":{"objects":[{"current":{"name":"renamed"},"then":{"name":"top"}}]},"then":{"objects":[{"current":{"name":"top"}}]},"before":{"objects":[]},"deleted":{"objects":[]},"alive":{"objects":[{"current":{"name":"bottom"}}]}}""",
            await town.ReadAsync(
                $$"""
                { now: org_units(filter: {uuids: [$top]}) { objects { current { name } then: current(registration_time: "{{first}}") { name } } }
                  then: org_units(filter: {uuids: [$top], registration_time: "{{first}}"}) { objects { current { name } } }
                  before: org_units(filter: {uuids: [$top], registration_time: "2001-01-01"}) { objects { uuid } }
                  deleted: org_units(filter: {uuids: [$bottom], from_date: null, to_date: null}) { objects { uuid } }
                  alive: org_units(filter: {uuids: [$bottom], registration_time: "{{first}}"}) { objects { current { name } } } }
                """));
    }

    private async Task<Town> BuildAsync()
    {
        var town = new Town((await silo.RunAsync()).Http).Class("type", "types");
        object Named(string name) => new { name, user_key = "unit", org_unit_type = town["type"] };
        return await town.Add(
            "org_unit", "unit",
            ("2000-01-01", "2010-01-01", Named("past")), ("2010-01-01", "2090-01-01", Named("now")), ("2090-01-01", null, Named("future"))).BuildAsync();
    }
}
