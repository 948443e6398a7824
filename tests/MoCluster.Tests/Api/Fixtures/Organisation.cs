namespace MoCluster.Tests.Api.Fixtures;

/// <summary>Creates what API tests build on, over HTTP as a user would: a facet, a class, org units and a listener to them.</summary>
internal static class Organisation
{
    /// <summary>Creates a class that serves as the type of org units.</summary>
    public static async Task<Guid> CreateUnitTypeAsync(this HttpClient http)
    {
        var facet = await http.AskAsync(
            "mutation { facet_create(input: {user_key: \"org_unit_type\", validity: {from: \"2000-01-01\"}}) { uuid } }");
        var made = await http.AskAsync(
            """
            mutation($facet: UUID!) {
              class_create(input: {facet_uuid: $facet, user_key: "dep", name: "Department", validity: {from: "2000-01-01"}}) { uuid }
            }
            """,
            new { facet = facet.GetProperty("facet_create").GetProperty("uuid").GetGuid() });
        return made.GetProperty("class_create").GetProperty("uuid").GetGuid();
    }

    /// <summary>Creates an org unit that is active from 2021 on.</summary>
    public static async Task<Guid> CreateUnitAsync(this HttpClient http, Guid type, string name, Guid? parent = null)
    {
        var made = await http.AskAsync(
            "mutation($type: UUID!, $name: String!, $parent: UUID) { "
            + "org_unit_create(input: {name: $name, org_unit_type: $type, parent: $parent, validity: {from: \"2021-01-01\"}}) { uuid } }",
            new { type, name, parent });
        return made.GetProperty("org_unit_create").GetProperty("uuid").GetGuid();
    }

    /// <summary>Renames an org unit from 2022 on.</summary>
    public static Task RenameUnitAsync(this HttpClient http, Guid uuid, string name) => http.AskAsync(
        """
        mutation($uuid: UUID!, $name: String!) {
          org_unit_update(input: {uuid: $uuid, name: $name, validity: {from: "2022-01-01"}}) { uuid }
        }
        """,
        new { uuid, name });

    /// <summary>Declares a listener to org units.</summary>
    public static async Task<Guid> ListenAsync(
        this HttpClient http, string key, double leaseSeconds = 180, string routingKey = "org_unit", string space = "MO")
    {
        var made = await http.AskAsync(
            "mutation($key: String!, $routing: String!, $space: String!, $lease: Float) { "
            + "event_listener_create(input: {namespace: $space, user_key: $key, routing_key: $routing, lease_seconds: $lease}) { uuid } }",
            new { key, routing = routingKey, space, lease = leaseSeconds });
        return made.GetProperty("event_listener_create").GetProperty("uuid").GetGuid();
    }

    /// <summary>Fetches one event; null when there is none.</summary>
    public static async Task<FetchedEvent?> FetchAsync(this HttpClient http, Guid listener, double wait = 0)
    {
        var answer = await http.AskAsync(
            """
            query($listener: UUID!, $wait: Float!) {
              event_fetch(filter: {listener: $listener}, wait_seconds: $wait) { uuid subject priority token number attempt }
            }
            """,
            new { listener, wait });
        return FetchedEvent.Of(answer.GetProperty("event_fetch"));
    }

    /// <summary>Fetches up to a number of events.</summary>
    public static async Task<FetchedEvent[]> FetchManyAsync(this HttpClient http, Guid listener, int limit, double wait = 0)
    {
        var answer = await http.AskAsync(
            """
            query($listener: UUID!, $wait: Float!, $limit: Int!) {
              events_fetch(filter: {listener: $listener}, wait_seconds: $wait, limit: $limit) { uuid subject priority token number attempt }
            }
            """,
            new { listener, wait, limit });
        return [.. answer.GetProperty("events_fetch").EnumerateArray().Select(item => FetchedEvent.Of(item)!)];
    }

    /// <summary>Acknowledges an event.</summary>
    public static async Task AcknowledgeAsync(this HttpClient http, string token)
    {
        var answer = await http.AskAsync("mutation($token: EventToken!) { event_acknowledge(input: $token) }", new { token });
        Assert.True(answer.GetProperty("event_acknowledge").GetBoolean());
    }
}
