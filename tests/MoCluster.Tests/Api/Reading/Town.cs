using System.Text.Json;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Reading;

/// <summary>A few objects that know each other, made by one import. Each town has uuids of its own, so that tests can share a silo.</summary>
internal sealed class Town(HttpClient http)
{
    private readonly string _id = $"{Random.Shared.NextInt64(1L << 48):x12}";
    private readonly List<string> _names = [];
    private readonly List<string> _lines = [];

    /// <summary>The uuid of an object by its name in this town. Uuids ascend in the order in which names are first used.</summary>
    public Guid this[string name]
    {
        get
        {
            var index = _names.IndexOf(name);
            if (index < 0)
            {
                index = _names.Count;
                _names.Add(name);
            }

            return Guid.Parse($"{index:x8}-0000-4000-8000-{_id}");
        }
    }

    /// <summary>Adds a facet with a class.</summary>
    public Town Class(string name, string facet, object? more = null) =>
        (_names.Contains(facet) ? this : Add("facet", facet, new { user_key = facet + _id }))
            .Add("class", name, new { user_key = name, name, facet = this[facet] }, more);

    /// <summary>Adds an object that is valid from 2000 on.</summary>
    public Town Add(string type, string name, params object?[] values) => Add(type, name, ("2000-01-01", null, Merge(values)));

    /// <summary>Adds an object with several validities.</summary>
    public Town Add(string type, string name, params (string From, string? To, object Values)[] validities)
    {
        var lines = validities.Select(validity => new Dictionary<string, object?>
        {
            ["from"] = validity.From,
            ["to"] = validity.To,
            ["values"] = validity.Values,
        }.Where(field => field.Value is not null).ToDictionary());
        _lines.Add(JsonSerializer.Serialize(new { type, uuid = this[name], validities = lines }));
        return this;
    }

    /// <summary>Adds units: <c>top</c>, <c>middle</c> below it and <c>bottom</c> below that.</summary>
    public Town WithUnits()
    {
        Class("unit_type", "unit_types");
        foreach (var (name, parent) in new[] { ("top", null), ("middle", "top"), ("bottom", "middle") })
            Add("org_unit", name, new { name, user_key = name, org_unit_type = this["unit_type"] }, parent is null ? null : new { parent = this[parent] });
        return this;
    }

    /// <summary>Adds a person.</summary>
    public Town WithPerson(string name) => Add("person", name, new { given_name = name, surname = "Jensen", user_key = name });

    /// <summary>Adds an engagement.</summary>
    public Town WithEngagement(string name, string person, string unit, object? more = null) => Class($"job of {name}", "jobs").Add(
        "engagement", name,
        new { user_key = name, person = this[person], org_unit = this[unit], engagement_type = this[$"job of {name}"], job_function = this[$"job of {name}"] },
        more);

    /// <summary>Adds a post of manager, which is vacant without a person.</summary>
    public Town WithManager(string name, string unit, string? person = null) => Class($"level of {name}", "levels").Add(
        "manager", name,
        new
        {
            user_key = name, org_unit = this[unit], manager_level = this[$"level of {name}"], manager_type = this[$"level of {name}"],
            responsibility = new[] { this[$"level of {name}"] },
        },
        person is null ? null : new { person = this[person] });

    /// <summary>Imports what was added.</summary>
    public async Task<Town> BuildAsync()
    {
        var end = (await http.ImportAsync(string.Join('\n', _lines))).Completed();
        Assert.Equal((_lines.Count, 0), (end.Count("created"), end.Count("failed")));
        _lines.Clear();
        return this;
    }

    /// <summary>Reads from a version of the schema; <c>$name</c> in a document stands for the uuid of that object, in quotes, and answers name objects too.</summary>
    public async Task<string> ReadAsync(string query, int version = 30) => Named(await http.ReadAsync(version, WithUuids(query)));

    /// <summary>The message of the only error of a document.</summary>
    public async Task<string> FailAsync(string query, int version = 30) =>
        Assert.Single((await http.SendAsync(version, WithUuids(query))).GetProperty("errors").EnumerateArray()).Message();

    private string WithUuids(string query) =>
        _names.OrderByDescending(name => name.Length).Aggregate(query, (text, name) => text.Replace($"${name}", $"\"{this[name]:D}\"", StringComparison.Ordinal));

    private string Named(string answer) =>
        _names.Aggregate(answer, (text, name) => text.Replace($"{this[name]:D}", name, StringComparison.Ordinal)).Replace(_id, "", StringComparison.Ordinal);

    private static Dictionary<string, object?> Merge(IEnumerable<object?> parts) => parts.OfType<object>()
        .SelectMany(part => part.GetType().GetProperties().Select(property => (property.Name, Value: property.GetValue(part))))
        .Where(field => field.Value is not null).ToDictionary(field => field.Name, field => field.Value);
}
