using System.Text.Json;

namespace MoCluster.Tests.Api.Fixtures;

/// <summary>Changes objects through one of OS2mo's versions as its clients do: whole inputs in variables.</summary>
/// <param name="http">A client of the silo.</param>
/// <param name="version">The version; null for <c>/graphql</c>.</param>
internal sealed class VersionWriter(HttpClient http, int? version)
{
    /// <summary>A validity without an end that covers all that the tests do.</summary>
    public static object Since2000 { get; } = new { from = "2000-01-01" };

    private static readonly Dictionary<string, string> Inputs = new()
    {
        ["address"] = "Address", ["association"] = "Association", ["class"] = "Class", ["employee"] = "Employee", ["engagement"] = "Engagement",
        ["facet"] = "Facet", ["itassociation"] = "ITAssociation", ["itsystem"] = "ITSystem", ["ituser"] = "ITUser", ["kle"] = "KLE", ["leave"] = "Leave",
        ["manager"] = "Manager", ["org_unit"] = "OrganisationUnit", ["owner"] = "Owner", ["related_units"] = "RelatedUnits",
        ["rolebinding"] = "RoleBinding",
    };

    public string Path { get; } = version is null ? "/graphql" : $"/graphql/v{version}";

    public static string Document(string name) => name.Split('_')[^1] is var verb && verb == "delete"
        ? $"mutation($input: UUID!) {{ {name}(uuid: $input) {{ uuid }} }}"
        : $"mutation($input: {Inputs[name[..^(verb.Length + 1)]]}{char.ToUpperInvariant(verb[0])}{verb[1..]}Input!) {{ {name}(input: $input) {{ uuid }} }}";

    /// <summary>Runs a mutation and returns the uuid that it answers.</summary>
    public async Task<Guid> DoAsync(string name, object input) =>
        (await http.AskAsync(Document(name), new { input }, path: Path)).GetProperty(name).GetProperty("uuid").GetGuid();

    /// <summary>Runs a mutation that must be refused, and returns the error.</summary>
    public Task<JsonElement> RefusedAsync(string name, object input) => http.FailAsync(Document(name), new { input }, path: Path);

    /// <summary>Sends any document that must succeed.</summary>
    public Task<JsonElement> AskAsync(string document, object? variables = null) => http.AskAsync(document, variables, path: Path);

    /// <summary>Sends any document that must fail with one error.</summary>
    public Task<JsonElement> FailAsync(string document, object? variables = null) => http.FailAsync(document, variables, path: Path);

    /// <summary>Sends any document.</summary>
    public Task<JsonElement> SendAsync(string document, object? variables = null) => http.SendAsync(document, variables, path: Path);

    /// <summary>All validities of an object, each as the texts of the given fields. Text that begins a day is shown as the day.</summary>
    public async Task<string[]> ReadAsync(string query, Guid uuid, params string[] fields)
    {
        var answer = await AskAsync(
            $"query($uuids: [UUID!]) {{ {query}(filter: {{uuids: $uuids, from_date: null, to_date: null}}) {{ objects {{ validities(start: null, end: null) "
            + $"{{ {string.Join(' ', fields)} validity {{ from to }} }} }} }} }}",
            new { uuids = uuid });
        return
        [
            .. answer.GetProperty(query).GetProperty("objects").EnumerateArray()
                .SelectMany(found => found.GetProperty("validities").EnumerateArray())
                .OrderBy(row => row.GetProperty("validity").GetProperty("from").GetString(), StringComparer.Ordinal)
                .Select(row => string.Join(' ', fields.Select(field => Text(row.GetProperty(field.Split(' ')[0])))
                    .Append($"{Text(row.GetProperty("validity").GetProperty("from"))}..{Text(row.GetProperty("validity").GetProperty("to"))}"))),
        ];
    }

    public Task<Guid> FacetAsync(string key = "f") => DoAsync("facet_create", new { user_key = key, validity = new { } });

    public async Task<Guid> ClassAsync(string? scope = null) => await DoAsync(
        "class_create", new { name = "c", user_key = "c", facet_uuid = await FacetAsync(), scope, validity = new { } });

    public Task<Guid> PersonAsync(string? cpr = null) => DoAsync("employee_create", new { given_name = "Ada", surname = "Lovelace", cpr_number = cpr });

    public async Task<Guid> UnitAsync(Guid? parent = null, string to = "") => await DoAsync("org_unit_create", new
    {
        name = "u",
        org_unit_type = await ClassAsync(),
        parent,
        validity = new { from = "2000-01-01", to = to.Length == 0 ? null : to },
    });

    public async Task<Guid> EngagementAsync(Guid person, Guid unit) => await DoAsync("engagement_create", new
    {
        person,
        org_unit = unit,
        engagement_type = await ClassAsync(),
        job_function = await ClassAsync(),
        validity = Since2000,
    });

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "-",
        JsonValueKind.Object => value.GetProperty("uuid").GetString()!,
        JsonValueKind.String when value.GetString() is { Length: 25 } instant && instant[10..19] == "T00:00:00" => instant[..10],
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
