using System.Text.Json;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Objects;

/// <summary>Objects over GraphQL: changing them, reading them, and which requests are refused.</summary>
public sealed class ObjectApiTests(SharedSilo silo)
{
    private const string From2021 = "validity: {from: \"2021-01-01\"}";
    private const string UnitTypeNobodyMade = "11111111-2222-3333-4444-555555555555";

    [Fact]
    public async Task Validities_are_exact_through_create_update_and_terminate()
    {
        // The example of docs/os2mo.md §8.1.
        var http = (await silo.RunAsync()).Http;
        var type = await http.CreateUnitTypeAsync();
        var made = await http.AskAsync(
            """
            mutation($type: UUID!) {
              org_unit_create(input: {name: "create", org_unit_type: $type,
                validity: {from: "2021-01-01T00:00:00+01:00", to: "2023-03-03T00:00:00+01:00"}}) { uuid }
            }
            """,
            new { type });
        var uuid = made.GetProperty("org_unit_create").GetProperty("uuid").GetGuid();
        await http.AskAsync(
            """
            mutation($uuid: UUID!) {
              org_unit_update(input: {uuid: $uuid, name: "update",
                validity: {from: "2022-02-02T00:00:00+01:00", to: "2024-04-04T00:00:00+02:00"}}) { uuid }
            }
            """,
            new { uuid });
        Assert.Equal(
            ["create 2021-01-01T00:00:00+01:00 2022-02-02T00:00:00+01:00", "update 2022-02-02T00:00:00+01:00 2024-04-04T00:00:00+02:00"],
            await ValiditiesAsync(http, uuid));

        await http.AskAsync(
            """
            mutation($uuid: UUID!) {
              org_unit_terminate(input: {uuid: $uuid, from: "2021-12-12T00:00:00+01:00", to: "2022-12-12T00:00:00+01:00"}) { uuid }
            }
            """,
            new { uuid });
        Assert.Equal(
            ["create 2021-01-01T00:00:00+01:00 2021-12-12T00:00:00+01:00", "update 2022-12-12T00:00:00+01:00 2024-04-04T00:00:00+02:00"],
            await ValiditiesAsync(http, uuid));
    }

    [Fact]
    public async Task Registrations_tell_what_was_believed_when()
    {
        var http = (await silo.RunAsync()).Http;
        var uuid = await http.CreateUnitAsync(await http.CreateUnitTypeAsync(), "first");
        await http.RenameUnitAsync(uuid, "second");
        await http.AskAsync("mutation($uuid: UUID!) { org_unit_delete(uuid: $uuid) { uuid current { name } } }", new { uuid });
        var answer = await http.AskAsync(
            """
            query($uuids: [UUID!]) {
              org_units(filter: {uuids: $uuids, from_date: null, to_date: null}) { objects { uuid } }
              registrations(filter: {uuids: $uuids}) {
                objects { start end actor
                  ... on OrganisationUnitRegistration { registration_id operation current { name } validities(start: null, end: null) { name } } }
              }
            }
            """,
            new { uuids = new[] { uuid } });
        Assert.Empty(answer.GetProperty("org_units").GetProperty("objects").EnumerateArray());
        var registrations = answer.GetProperty("registrations").GetProperty("objects").EnumerateArray().ToArray();
        Assert.Equal([1, 2, 3], registrations.Select(registration => registration.GetProperty("registration_id").GetInt64()));
        Assert.Equal(["CREATE", "EDIT", "DELETE"], registrations.Select(registration => registration.GetProperty("operation").GetString()));
        Assert.Equal(registrations[1].GetProperty("start").GetRawText(), registrations[0].GetProperty("end").GetRawText());
        Assert.Equal(JsonValueKind.Null, registrations[2].GetProperty("end").ValueKind);
        Assert.Equal("first", registrations[0].GetProperty("current").GetProperty("name").GetString());
        Assert.Equal(["first", "second"],
            registrations[1].GetProperty("validities").EnumerateArray().Select(value => value.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task References_are_followed_as_they_are_now()
    {
        var http = (await silo.RunAsync()).Http;
        var type = await http.CreateUnitTypeAsync();
        var parent = await http.CreateUnitAsync(type, "above");
        var child = await http.CreateUnitAsync(type, "below", parent);
        await http.RenameUnitAsync(parent, "above, renamed");
        var answer = await http.AskAsync(
            """
            query($uuid: [UUID!]) {
              org_units(filter: {uuids: $uuid}) {
                objects { current { parent_uuid parent { name unit_type { name facet { user_key } } } } }
              }
            }
            """,
            new { uuid = child });
        var current = answer.GetProperty("org_units").GetProperty("objects")[0].GetProperty("current");
        Assert.Equal(parent, current.GetProperty("parent_uuid").GetGuid());
        Assert.Equal("above, renamed", current.GetProperty("parent").GetProperty("name").GetString());
        Assert.Equal("org_unit_type",
            current.GetProperty("parent").GetProperty("unit_type").GetProperty("facet").GetProperty("user_key").GetString());
    }

    [Fact]
    public async Task A_list_is_read_page_by_page()
    {
        var http = (await silo.RunAsync()).Http;
        var type = await http.CreateUnitTypeAsync();
        var made = new List<Guid>();
        for (var i = 0; i < 5; i++)
            made.Add(await http.CreateUnitAsync(type, $"page {i}"));
        var found = new List<Guid>();
        string? cursor = null;
        var sizes = new List<int>();
        do
        {
            var page = (await http.AskAsync(
                """
                query($uuids: [UUID!], $cursor: Cursor) {
                  org_units(filter: {uuids: $uuids}, limit: 2, cursor: $cursor) { objects { uuid } page_info { next_cursor } }
                }
                """,
                new { uuids = made, cursor })).GetProperty("org_units");
            found.AddRange(page.GetProperty("objects").EnumerateArray().Select(unit => unit.GetProperty("uuid").GetGuid()));
            sizes.Add(page.GetProperty("objects").GetArrayLength());
            cursor = page.GetProperty("page_info").GetProperty("next_cursor").GetString();
            Assert.True(found.Count <= made.Count, "The pages do not end.");
        }
        while (cursor is not null);
        Assert.Equal([2, 2, 1], sizes);
        Assert.Equal(made.Order(), found);
    }

    [Fact]
    public async Task Lists_are_filtered_by_user_key_and_by_time()
    {
        var http = (await silo.RunAsync()).Http;
        var type = await http.CreateUnitTypeAsync();
        var key = Guid.NewGuid().ToString();
        await http.AskAsync(
            "mutation($type: UUID!, $key: String!) { org_unit_create(input: {name: \"past\", user_key: $key, org_unit_type: $type, "
            + "validity: {from: \"2010-01-01\", to: \"2011-01-01\"}}) { uuid } }",
            new { type, key });
        Assert.Equal(0, await CountAsync("user_keys: [$key]"));
        Assert.Equal(1, await CountAsync("user_keys: [$key], from_date: null, to_date: null"));
        Assert.Equal(1, await CountAsync("user_keys: [$key], from_date: \"2010-06-01\""));
        Assert.Equal(0, await CountAsync("user_keys: [$key], from_date: \"2011-01-01\""));
        Assert.Equal(1, await CountAsync("user_keys: [$key], from_date: \"2009-01-01\", to_date: \"2010-01-02\""));
        Assert.Equal(0, await CountAsync("user_keys: [$key], from_date: \"2009-01-01\", to_date: \"2010-01-01\""));
        Assert.Equal(0, await CountAsync("user_keys: [], from_date: null, to_date: null"));

        async Task<int> CountAsync(string filter)
        {
            var answer = await http.AskAsync(
                $"query($key: String!) {{ org_units(filter: {{{filter}}}) {{ objects {{ uuid current {{ user_key }} }} }} "
                + "a: org_units(filter: {user_keys: [$key]}, limit: 0) { objects { uuid } } }", new { key });
            return answer.GetProperty("org_units").GetProperty("objects").GetArrayLength();
        }
    }

    [Fact]
    public async Task A_mutation_under_an_idempotency_key_is_made_once()
    {
        var http = (await silo.RunAsync()).Http;
        var type = await http.CreateUnitTypeAsync();
        var key = Guid.NewGuid().ToString();
        const string Create = """
            mutation($type: UUID!, $name: String!) {
              org_unit_create(input: {name: $name, org_unit_type: $type, validity: {from: "2021-01-01"}}) {
                uuid registrations { registration_id }
              }
            }
            """;
        var first = await http.AskAsync(Create, new { type, name = "once" }, key);
        var second = await http.AskAsync(Create, new { type, name = "once" }, key);
        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal(1, second.GetProperty("org_unit_create").GetProperty("registrations").GetArrayLength());

        var error = await http.FailAsync(Create, new { type, name = "another" }, key);
        Assert.Equal("IDEMPOTENCY_CONFLICT", error.Code());
        var other = await http.AskAsync(Create, new { type, name = "once" }, key + "!");
        Assert.NotEqual(first.GetRawText(), other.GetRawText());
    }

    [Fact]
    public async Task A_refused_element_of_a_list_leaves_the_others()
    {
        var http = (await silo.RunAsync()).Http;
        var type = await http.CreateUnitTypeAsync();
        var unit = await http.CreateUnitAsync(type, "addressed");
        var answer = await http.SendAsync(
            """
            mutation($type: UUID!, $nobody: UUID!, $unit: UUID!) {
              addresses_create(input: [
                {value: "one", address_type: $type, org_unit: $unit, validity: {from: "2021-01-01"}}
                {value: "two", address_type: $nobody, org_unit: $unit, validity: {from: "2021-01-01"}}
                {value: "three", address_type: $type, org_unit: $unit, validity: {from: "2021-01-01"}}
              ]) { current { value } }
            }
            """,
            new { type, unit, nobody = UnitTypeNobodyMade });
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal("E_CLASS_NOT_FOUND", error.Code());
        Assert.Equal("""["addresses_create",1]""", error.GetProperty("path").GetRawText());
        Assert.Equal(
            """[{"current":{"value":"one"}},null,{"current":{"value":"three"}}]""",
            answer.GetProperty("data").GetProperty("addresses_create").GetRawText());
    }

    [Fact]
    public async Task Rules_between_objects_hold_within_one_list_too()
    {
        var http = (await silo.RunAsync()).Http;
        var answer = await http.AskAsync(
            """
            mutation {
              employee_create(input: {given_name: "G", surname: "S"}) { uuid }
              itsystem_create(input: {user_key: "ad", name: "AD", validity: {from: null}}) { uuid }
              facet_create(input: {user_key: "address_type", validity: {from: null}}) { uuid }
            }
            """);
        Guid Made(JsonElement data, string field) => data.GetProperty(field).GetProperty("uuid").GetGuid();
        var (person, system) = (Made(answer, "employee_create"), Made(answer, "itsystem_create"));
        var type = Made(await http.AskAsync(
            "mutation($facet: UUID!) { class_create(input: {user_key: \"\", name: \"\", scope: \"PHONE\", facet_uuid: $facet, validity: {from: null}}) { uuid } }",
            new { facet = Made(answer, "facet_create") }), "class_create");

        object Account(string name) => new { person, itsystem = system, user_key = name, validity = new { from = "2021-01-01" } };
        var accounts = await http.SendAsync(
            "mutation($input: [ITUserCreateInput!]!) { itusers_create(input: $input) { uuid } }",
            new { input = "abacdefghi".Select(name => Account($"{name}")) });
        Assert.Equal("V_DUPLICATED_IT_USER", Assert.Single(accounts.GetProperty("errors").EnumerateArray()).Code());
        Assert.Equal(9, accounts.GetProperty("data").GetProperty("itusers_create").EnumerateArray().Count(made => made.ValueKind == JsonValueKind.Object));

        object Address(string value) => new { person, address_type = type, value, validity = new { from = "2021-01-01" } };
        var addresses = await http.SendAsync(
            "mutation($input: [AddressCreateInput!]!) { addresses_create(input: $input) { uuid } }",
            new { input = "12345678 a@b.dk".Split(' ').Select(Address) });
        Assert.Equal("V_INVALID_ADDRESS_PHONE", Assert.Single(addresses.GetProperty("errors").EnumerateArray()).Code());
        Assert.Equal("""["addresses_create",1]""", addresses.GetProperty("errors")[0].GetProperty("path").GetRawText());
    }

    [Fact]
    public async Task A_second_mutation_that_fails_does_not_hide_the_first()
    {
        var http = (await silo.RunAsync()).Http;
        var type = await http.CreateUnitTypeAsync();
        var answer = await http.SendAsync(
            """
            mutation($type: UUID!, $nobody: UUID!) {
              a: org_unit_create(input: {name: "a", org_unit_type: $type, validity: {from: "2021-01-01"}}) { current { name } }
              b: org_unit_create(input: {name: "b", org_unit_type: $nobody, validity: {from: "2021-01-01"}}) { current { name } }
            }
            """,
            new { type, nobody = UnitTypeNobodyMade });
        Assert.Equal("""{"a":{"current":{"name":"a"}},"b":null}""", answer.GetProperty("data").GetRawText());
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal("input.org_unit_type", error.GetProperty("extensions").GetProperty("path").GetString());
        var context = error.GetProperty("extensions").GetProperty("error_context");
        Assert.Equal("E_CLASS_NOT_FOUND", context.GetProperty("error_key").GetString());
        Assert.Equal(404, context.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_veto_reaches_the_caller_as_the_error_body_of_OS2mo()
    {
        var http = (await silo.RunAsync()).Http;
        var type = await http.CreateUnitTypeAsync();
        var error = await http.FailAsync(
            """mutation($type: UUID!) { org_unit_create(input: {name: "Forbidden", org_unit_type: $type, validity: {from: "2021-01-01"}}) { uuid } }""",
            new { type });
        Assert.Equal("Trigger 'forbidden-names' refused: No org unit may be called 'Forbidden'. Choose another name.", error.Message());
        var body = error.GetProperty("extensions").GetProperty("error_context");
        var expected = JsonElement.Parse(
            """
            {"error": true, "error_key": "E_INTEGRATION_ERROR", "status": 400,
             "description": "No org unit may be called 'Forbidden'. Choose another name.", "field": "name"}
            """);
        Assert.True(JsonElement.DeepEquals(expected, body), body.GetRawText());
    }

    [Theory]
    [InlineData("org_unit_create(input: {name: \"x\", org_unit_type: \"" + UnitTypeNobodyMade + "\", " + From2021 + "}) { uuid }",
        "E_CLASS_NOT_FOUND", UnitTypeNobodyMade)]
    [InlineData("duck_create(input: {name: \"x\"}) { uuid }", "GRAPHQL_VALIDATION_FAILED", "Cannot query field \"duck_create\"")]
    [InlineData("facet_create(input: {user_key: \"x\", user_kye: \"x\", " + From2021 + "}) { uuid }", "GRAPHQL_VALIDATION_FAILED", "Did you mean")]
    [InlineData("org_unit_delete(uuid: \"" + UnitTypeNobodyMade + "\") { uuid duck }", "GRAPHQL_VALIDATION_FAILED",
        "Cannot query field \"duck\"")]
    [InlineData("org_unit_delete(uuid: \"not-a-uuid\") { uuid }", "GRAPHQL_VALIDATION_FAILED", "A UUID looks like")]
    [InlineData("org_unit_delete(uuid: \"" + UnitTypeNobodyMade + "\") { uuid }", "E_ORG_UNIT_NOT_FOUND", UnitTypeNobodyMade)]
    [InlineData("facet_create(input: {user_key: \"x\", validity: {from: \"2021-13-01\"}}) { uuid }", "GRAPHQL_VALIDATION_FAILED",
        "A DateTime looks like")]
    [InlineData("facet_create(input: {user_key: \"x\", validity: {from: \"2021-01-01T12:00:00+01:00\"}}) { uuid }", "E_INVALID_INPUT",
        "is not at midnight!")]
    [InlineData("facet_create(input: {user_key: \"x\", validity: {from: \"2021-01-02\", to: \"2021-01-01\"}}) { uuid }",
        "V_END_BEFORE_START", "End date is before start date")]
    [InlineData("employee_create(input: {given_name: \"x\", surname: \"y\", cpr_number: \"12\"}) { uuid }", "GRAPHQL_VALIDATION_FAILED",
        "ten digits")]
    [InlineData("employee_create(input: {given_name: \"x\"}) { uuid }", "GRAPHQL_VALIDATION_FAILED", "surname")]
    public async Task An_invalid_mutation_is_refused_clearly(string field, string code, string expected)
    {
        var error = await (await silo.RunAsync()).Http.FailAsync($"mutation {{ {field} }}");
        Assert.Equal(code, error.Code());
        Assert.Contains(expected, error.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("persons(limit: 200001) { objects { uuid } }", "INVALID_INPUT", "Api:MaxObjects allows 200000")]
    [InlineData("persons(limit: -1) { objects { uuid } }", "GRAPHQL_VALIDATION_FAILED", "0 or more")]
    [InlineData("persons(filter: {from_date: null}) { objects { uuid } }", "INVALID_INPUT", "Cannot infer UNSET to_date from interval starting at -infinity")]
    [InlineData("persons(cursor: \"nonsense\") { objects { uuid } }", "GRAPHQL_VALIDATION_FAILED", "Could not parse Cursor")]
    [InlineData("persons(cursor: \"AAAAAAAAAAAAAAAAAAAAAGE\") { objects { uuid } }", "INVALID_INPUT", "before the data was restored")]
    [InlineData("persons(filter: {from_date: \"2021-01-01\", to_date: \"2020-01-01\"}) { objects { uuid } }", "INVALID_INPUT",
        "The interval ends before it begins")]
    [InlineData("persons(filter: {uuids: [\"x\"]}) { objects { uuid } }", "GRAPHQL_VALIDATION_FAILED", "A UUID looks like")]
    public async Task An_invalid_query_is_refused_clearly(string field, string code, string expected)
    {
        var error = await (await silo.RunAsync()).Http.FailAsync($"{{ {field} }}");
        Assert.Equal(code, error.Code());
        Assert.Contains(expected, error.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_relations_of_a_unit_are_set_at_once()
    {
        var http = (await silo.RunAsync()).Http;
        var type = await http.CreateUnitTypeAsync();
        var units = new List<Guid>();
        foreach (var name in new[] { "a", "b", "c" })
            units.Add(await http.CreateUnitAsync(type, name));
        var answer = await http.AskAsync(
            """
            mutation($origin: UUID!, $destination: [UUID!]) {
              related_units_update(input: {origin: $origin, destination: $destination, validity: {from: "2021-01-01"}}) {
                uuid
              }
            }
            """,
            new { origin = units[0], destination = units.Skip(1) });
        Assert.Equal(units[0], answer.GetProperty("related_units_update").GetProperty("uuid").GetGuid());
        var related = await http.AskAsync("{ related_units { objects { current { org_unit_uuids org_units { name } } } } }");
        var mine = related.GetProperty("related_units").GetProperty("objects").EnumerateArray()
            .Select(relation => relation.GetProperty("current").GetProperty("org_unit_uuids"))
            .Select(uuids => uuids.EnumerateArray().Select(uuid => uuid.GetGuid()).ToArray())
            .Where(ends => ends.Contains(units[0])).ToArray();
        Assert.Equal(units.Skip(1).Order(), mine.Select(ends => ends.Single(end => end != units[0])).Order());
    }

    [Fact]
    public async Task A_person_who_leaves_loses_all_functions_and_may_come_back()
    {
        var http = (await silo.RunAsync()).Http;
        var type = await http.CreateUnitTypeAsync();
        var unit = await http.CreateUnitAsync(type, "workplace");
        var made = await http.AskAsync("mutation { employee_create(input: {given_name: \"A\", surname: \"B\", cpr_number: \"1505400001\"}) { uuid } }");
        var person = made.GetProperty("employee_create").GetProperty("uuid").GetGuid();
        await http.AskAsync(
            "mutation($person: UUID!) { employee_update(input: {uuid: $person, surname: \"C\", validity: {from: \"1940-05-15T01:00:00+02:00\"}}) { uuid } }",
            new { person });
        await http.AskAsync(
            """
            mutation($person: UUID!, $unit: UUID!, $type: UUID!) {
              engagement_create(input: {person: $person, org_unit: $unit, engagement_type: $type, job_function: $type,
                validity: {from: "2021-01-01"}}) { uuid }
              manager_create(input: {person: $person, org_unit: $unit, manager_type: $type, manager_level: $type, responsibility: [$type],
                validity: {from: "2021-01-01"}}) { uuid }
            }
            """,
            new { person, unit, type });
        const string Terminate = "mutation($person: UUID!, $to: DateTime!) { employee_terminate(input: {uuid: $person, to: $to, vacate: true}) { uuid } }";
        Assert.Equal("V_DATE_OUTSIDE_EMPL_RANGE", (await http.FailAsync(Terminate, new { person, to = "1940-05-14" })).Code());
        await http.AskAsync(Terminate, new { person, to = "2023-01-01" });
        await http.AskAsync(
            """
            mutation($person: UUID!, $unit: UUID!, $type: UUID!) {
              engagement_create(input: {person: $person, org_unit: $unit, engagement_type: $type, job_function: $type,
                validity: {from: "2024-01-01"}}) { uuid }
            }
            """,
            new { person, unit, type });
        var answer = await http.AskAsync(
            """
            query($person: [UUID!]) {
              persons(filter: {uuids: $person, from_date: null, to_date: null}) {
                objects { validities { surname validity { from to } } registrations { operation } }
              }
            }
            """,
            new { person });
        Assert.Equal(
            """
            {"validities":[{"surname":"C","validity":{"from":"1940-05-15T01:00:00+02:00","to":null}}],"registrations":[{"operation":"CREATE"},{"operation":"EDIT"},{"operation":"TERMINATE"}]}
            """,
            answer.GetProperty("persons").GetProperty("objects")[0].GetRawText());
    }

    [Fact]
    public async Task A_day_that_OS2mo_writes_with_an_offset_in_seconds_is_accepted()
    {
        var http = (await silo.RunAsync()).Http;
        var start = ValidityCalendar.Copenhagen.ToLocal(ValidityCalendar.Copenhagen.StartOf(new DateOnly(1893, 5, 1)));
        var from = $"1893-05-01T00:00:00+{start.Offset - TimeSpan.FromSeconds(40)}";
        var answer = await http.AskAsync(
            "mutation($from: DateTime!) { facet_create(input: {user_key: \"old\", validity: {from: $from}}) { validities { validity { from } } } }",
            new { from });
        var written = answer.GetProperty("facet_create").GetProperty("validities")[0].GetProperty("validity").GetProperty("from").GetDateTimeOffset();
        Assert.Equal(start, written);
    }

    private static async Task<string[]> ValiditiesAsync(HttpClient http, Guid uuid)
    {
        var answer = await http.AskAsync(
            """
            query($uuid: UUID!) {
              org_units(filter: {uuids: [$uuid], from_date: null, to_date: null}) { objects { validities { name validity { from to } } } }
            }
            """,
            new { uuid });
        return [.. answer.GetProperty("org_units").GetProperty("objects")[0].GetProperty("validities").EnumerateArray().Select(Show)];

        static string Show(JsonElement value)
        {
            var validity = value.GetProperty("validity");
            var (from, to) = (validity.GetProperty("from").GetString(), validity.GetProperty("to").GetString());
            return $"{value.GetProperty("name").GetString()} {from} {to}";
        }
    }
}
