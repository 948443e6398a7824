using System.Globalization;
using System.Text.Json;
using MoCluster.History.Samples;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Versions;

/// <summary>One operation of each root collection, as integrations send it, compared field by field with what the sample municipality was made of.</summary>
public sealed class SampleReadTests(SampleSilo silo)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    /// <summary>A field of an answer, by its place below <c>current</c>, and the value of the sample that it must have.</summary>
    private sealed record Expected(string Place, Func<SampleObject, IReadOnlyDictionary<string, object>, string?> Value);

    private static readonly Dictionary<string, (string Type, string Fields, Expected[] Values)> Operations = new()
    {
        ["addresses"] = ("address", "value user_key address_type { user_key } person { uuid } org_unit { uuid } visibility_uuid", [
            Of("value"), Of("person.0.uuid", "person"), Of("org_unit.0.uuid", "org_unit"), Of("visibility_uuid", "visibility")]),
        ["associations"] = ("association", "user_key person { uuid } org_unit_uuid association_type_response { uuid } it_user_uuid job_function_uuid", [
            Of("person.0.uuid", "person"), Of("org_unit_uuid", "org_unit"), Of("association_type_response.uuid", "association_type"),
            Of("it_user_uuid", "it_user"), Of("job_function_uuid", "job_function")]),
        ["classes"] = ("class", "name user_key scope facet_uuid facet { uuid } published", [
            Of("name"), Of("user_key"), Of("scope"), Of("facet_uuid", "facet"), Of("facet.uuid", "facet"), Of("published")]),
        ["employees"] = ("person", "given_name surname cpr_number user_key name", [
            Of("given_name"), Of("surname"), Of("cpr_number"), Of("user_key"), new("name", (_, values) => $"{values["given_name"]} {values["surname"]}")]),
        ["engagements"] = ("engagement",
            "user_key person { uuid } org_unit { uuid } engagement_type_uuid job_function { uuid } primary_response { uuid } fraction extension_1 is_primary", [
            Of("user_key"), Of("person.0.uuid", "person"), Of("org_unit.0.uuid", "org_unit"), Of("engagement_type_uuid", "engagement_type"),
            Of("job_function.uuid", "job_function"), Of("primary_response.uuid", "primary"), Of("fraction"), Of("extension_1")]),
        ["facets"] = ("facet", "user_key published", [Of("user_key"), Of("published")]),
        ["itsystems"] = ("itsystem", "user_key name", [Of("user_key"), Of("name")]),
        ["itusers"] = ("ituser", "user_key external_id itsystem { uuid } person { uuid } engagement_uuids", [
            Of("user_key"), Of("external_id"), Of("itsystem.uuid", "itsystem"), Of("person.0.uuid", "person"),
            new("engagement_uuids.0", (_, values) => ((Guid[])values["engagements"])[0].ToString())]),
        ["kles"] = ("kle", "org_unit_uuid kle_number_uuid kle_aspect_uuids", [
            Of("org_unit_uuid", "org_unit"), Of("kle_number_uuid", "kle_number"), new("kle_aspect_uuids.0", (_, values) => ((Guid[])values["kle_aspects"])[0].ToString())]),
        ["leaves"] = ("leave", "employee_uuid engagement_uuid leave_type_uuid", [
            Of("employee_uuid", "person"), Of("engagement_uuid", "engagement"), Of("leave_type_uuid", "leave_type")]),
        ["managers"] = ("manager", "org_unit_uuid employee_uuid manager_level_uuid manager_type_uuid responsibility_uuids", [
            Of("org_unit_uuid", "org_unit"), Of("employee_uuid", "person"), Of("manager_level_uuid", "manager_level"), Of("manager_type_uuid", "manager_type"),
            new("responsibility_uuids.0", (_, values) => ((Guid[])values["responsibility"])[0].ToString())]),
        ["org_units"] = ("org_unit", "name user_key parent { uuid } unit_type { uuid } org_unit_level_uuid org_unit_hierarchy", [
            Of("name"), Of("user_key"), Of("parent.uuid", "parent"), Of("unit_type.uuid", "org_unit_type"), Of("org_unit_level_uuid", "org_unit_level"),
            Of("org_unit_hierarchy")]),
        ["owners"] = ("owner", "org_unit_response { uuid } owner_response { uuid }", [Of("org_unit_response.uuid", "org_unit"), Of("owner_response.uuid", "owner")]),
        ["related_units"] = ("related_unit", "org_unit_uuids", [
            new("org_unit_uuids.0", (_, values) => ((Guid[])values["org_units"]).Order().First().ToString()),
            new("org_unit_uuids.1", (_, values) => ((Guid[])values["org_units"]).Order().Last().ToString())]),
        ["rolebindings"] = ("rolebinding", "ituser_response { uuid } role_response { uuid }", [Of("ituser_response.uuid", "ituser"), Of("role_response.uuid", "role")]),
    };

    public static TheoryData<string> Collections { get; } = new(Operations.Keys);

    [Theory]
    [MemberData(nameof(Collections))]
    public async Task An_answer_has_what_the_object_was_given(string collection)
    {
        var (type, fields, values) = Operations[collection];
        // Tests that run at the same time change objects of their own only.
        var objects = silo.Sample[type].Where((_, index) => index % Math.Max(1, silo.Sample[type].Count / 50) == 0).ToArray();
        var answer = await (await silo.RunAsync()).Http.AskAsync(
            $"query($uuids: [UUID!]) {{ {collection}(filter: {{uuids: $uuids}}) {{ objects {{ uuid current {{ uuid {fields} validity {{ from to }} }} }} }} }}",
            new { uuids = objects.Select(each => each.Uuid) },
            path: "/graphql/v25");
        var found = answer.GetProperty(collection).GetProperty("objects").EnumerateArray().ToDictionary(each => each.GetProperty("uuid").GetGuid());
        Assert.Equal(objects.Length, found.Count);
        foreach (var each in objects)
        {
            var (from, current) = each.Changes.Last(change => change.From <= Today);
            var shown = found[each.Uuid].GetProperty("current");
            Assert.Equal(from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), shown.GetProperty("validity").GetProperty("from").GetString()![..10]);
            foreach (var (place, value) in values)
                Assert.Equal((each.Uuid, place, value(each, current)), (each.Uuid, place, At(shown, place)));
        }
    }

    [Fact]
    public async Task The_history_of_a_unit_has_each_name_and_who_gave_it_when()
    {
        var unit = silo.Sample["org_unit"].First(each => each.Changes.Count == 2);
        var answer = await (await silo.RunAsync()).Http.AskAsync(
            """
            query($uuids: [UUID!]) {
              org_units(filter: {uuids: $uuids, from_date: null, to_date: null}) {
                objects { validities { name validity { from to } } registrations { actor start } }
              }
            }
            """,
            new { uuids = unit.Uuid },
            path: "/graphql/v29");
        var found = answer.GetProperty("org_units").GetProperty("objects")[0];
        Assert.Equal(
            unit.Changes.Select(change => (change.Values["name"].ToString(), change.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
            found.GetProperty("validities").EnumerateArray().Select(row =>
                (row.GetProperty("name").GetString(), row.GetProperty("validity").GetProperty("from").GetString()![..10])));
        var registrations = found.GetProperty("registrations").EnumerateArray().ToArray();
        Assert.Equal(2, registrations.Length);
        Assert.All(registrations, registration => Assert.Equal(silo.Sample.Actor, registration.GetProperty("actor").GetGuid()));
    }

    private static Expected Of(string place, string? field = null) =>
        new(place, (_, values) => Convert.ToString(values.GetValueOrDefault(field ?? place), CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null);

    /// <summary>The text at a place of an answer; null where there is none.</summary>
    private static string? At(JsonElement from, string place)
    {
        foreach (var step in place.Split('.'))
        {
            if (from.ValueKind == JsonValueKind.Array)
            {
                var index = int.Parse(step, CultureInfo.InvariantCulture);
                if (index >= from.GetArrayLength())
                    return null;
                from = from[index];
            }
            else if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(step, out from))
            {
                return null;
            }
        }

        return from.ValueKind == JsonValueKind.Null ? null : from.ToString();
    }
}
