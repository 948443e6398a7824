using System.Text.Json;

namespace MoCluster.Client;

/// <summary>How objects of a type are read. The generated types have one each.</summary>
/// <typeparam name="TValues">The values.</typeparam>
/// <param name="Type">The name of the type, which is the routing key of its events.</param>
/// <param name="GraphQL">The name of the type in GraphQL.</param>
/// <param name="Query">The query that reads a page of its objects.</param>
/// <param name="Registration">The GraphQL type of its registrations.</param>
/// <param name="Refresh">The mutation that sends events of its objects.</param>
/// <param name="Fields">The fields that are read of an object's values.</param>
/// <param name="Read">Reads the values.</param>
internal sealed record ObjectKind<TValues>(
    string Type, string GraphQL, string Query, string Registration, string Refresh, string Fields, Func<JsonElement, TValues> Read)
    where TValues : ObjectValues
{
    /// <summary>The document that reads a page.</summary>
    public string PageDocument { get; } =
        $"query($filter: {GraphQL}Filter, $limit: int, $cursor: Cursor) {{ {Query}(filter: $filter, limit: $limit, cursor: $cursor) "
        + $"{{ objects {{ uuid validities {{ {Fields} }} }} page_info {{ next_cursor }} }} }}";

    /// <summary>The document that reads the history of an object. Deleted objects have one too.</summary>
    public string HistoryDocument { get; } =
        "query($filter: RegistrationFilter) { registrations(filter: $filter) "
        + $"{{ objects {{ ... on {Registration} {{ registration_id operation start end actor note validities(start: null, end: null) {{ {Fields} }} }} }} }} }}";

    /// <summary>The document that sends events of a page.</summary>
    public string RefreshDocument { get; } =
        $"mutation($filter: {GraphQL}Filter, $limit: int, $cursor: Cursor, $owner: UUID, $listener: UUID, $priority: Int!) "
        + $"{{ {Refresh}(filter: $filter, limit: $limit, cursor: $cursor, owner: $owner, listener: $listener, priority: $priority) "
        + "{ objects page_info { next_cursor } } }";

    /// <summary>The same type, whose values are read as JSON.</summary>
    public ObjectKind<UntypedValues> Untyped() => new(Type, GraphQL, Query, Registration, Refresh, Fields, UntypedValues.Read);

    public MoObject<TValues> ReadObject(JsonElement found) => new(found.GetProperty("uuid").GetGuid(), ReadValidities(found));

    public Registration<TValues> ReadRegistration(JsonElement registration) => new(
        registration.GetProperty("registration_id").GetInt64(),
        registration.GetProperty("operation").GetString() switch
        {
            "CREATE" => RegistrationOperation.Create,
            "EDIT" => RegistrationOperation.Edit,
            "TERMINATE" => RegistrationOperation.Terminate,
            "DELETE" => RegistrationOperation.Delete,
            var other => throw new JsonException($"No registration is made by {other}."),
        },
        registration.GetProperty("start").GetDateTimeOffset(),
        registration.GetProperty("end") is { ValueKind: JsonValueKind.String } end ? end.GetDateTimeOffset() : null,
        registration.GetProperty("actor").GetGuid(),
        registration.GetProperty("note").GetString(),
        ReadValidities(registration));

    private TValues[] ReadValidities(JsonElement container) => [.. container.GetProperty("validities").EnumerateArray().Select(Read)];
}
