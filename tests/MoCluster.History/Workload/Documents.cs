namespace MoCluster.History.Workload;

/// <summary>The documents that the load sends, each with one root field.</summary>
internal static class Documents
{
    public const string CreateNamespace = "mutation($space: String!) { event_namespace_create(input: {name: $space}) { name } }";

    public const string CreateListener = """
        mutation($space: String!, $user: String!, $routing: String!, $group: String, $lease: Float!) {
          event_listener_create(input: {
            namespace: $space, user_key: $user, routing_key: $routing, group: $group, lease_seconds: $lease, max_back_off_seconds: $lease
          }) { uuid group }
        }
        """;

    public const string Send = """
        mutation($space: String!, $routing: String!, $subject: String!, $priority: Int!, $key: String) {
          event_send(input: {namespace: $space, routing_key: $routing, subject: $subject, priority: $priority, key: $key})
        }
        """;

    public const string SendMany = """
        mutation($space: String!, $events: [SentEventInput!]!) { events_send(input: {namespace: $space, events: $events}) }
        """;

    public const string Fetch = """
        query($listener: UUID!, $wait: Float!) {
          event_fetch(filter: {listener: $listener}, wait_seconds: $wait) { number subject key priority token leased_until }
        }
        """;

    public const string FetchMany = """
        query($listener: UUID!, $wait: Float!, $limit: Int!) {
          events_fetch(filter: {listener: $listener}, wait_seconds: $wait, limit: $limit) {
            number subject key priority token leased_until
          }
        }
        """;

    public const string Acknowledge = "mutation($token: EventToken!) { event_acknowledge(input: $token) }";

    public const string AcknowledgeMany = "mutation($tokens: [EventToken!]!) { events_acknowledge(input: $tokens) }";

    public const string Status = """
        query($listener: UUID!) {
          event_listeners(filter: {uuids: [$listener]}) { objects { status { pending leased parked read head } } }
        }
        """;

    public const string CreateFacet = """
        mutation($uuid: UUID!) { facet_create(input: {uuid: $uuid, user_key: "org_unit_type", validity: {from: "2000-01-01"}}) { uuid } }
        """;

    public const string CreateClass = """
        mutation($uuid: UUID!, $facet: UUID!) {
          class_create(input: {
            uuid: $uuid, facet_uuid: $facet, user_key: "department", name: "Department", validity: {from: "2000-01-01"}
          }) { uuid }
        }
        """;

    public const string CreateUnit = """
        mutation($uuid: UUID!, $type: UUID!, $name: String!, $marker: String!) {
          org_unit_create(input: {
            uuid: $uuid, org_unit_type: $type, name: $name, user_key: $marker, validity: {from: "2021-01-01"}
          }) { uuid }
        }
        """;

    public const string UpdateUnit = """
        mutation($uuid: UUID!, $name: String!, $marker: String!) {
          org_unit_update(input: {uuid: $uuid, name: $name, user_key: $marker, validity: {from: "2022-01-01"}}) { uuid }
        }
        """;

    public const string ReadUnits = """
        query($uuids: [UUID!]) {
          org_units(filter: {uuids: $uuids, from_date: null, to_date: null}, limit: 1000) {
            objects { uuid registrations { registration_id validities(start: null, end: null) { user_key } } }
          }
        }
        """;
}
