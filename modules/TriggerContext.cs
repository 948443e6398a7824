using System.Text.Json;

namespace MoCluster.Modules;

/// <summary>
/// The mutation as a trigger sees it: the <c>trigger_dict</c> of OS2mo (docs/os2mo.md §7), typed. <see cref="ToDictionary"/> returns it by
/// OS2mo's names.
/// </summary>
public sealed class TriggerContext
{
    /// <summary><c>event_type</c>: before or after the commit.</summary>
    public required EventType EventType { get; init; }

    /// <summary><c>request_type</c>: what the mutation does.</summary>
    public required RequestType RequestType { get; init; }

    /// <summary><c>role_type</c>: the object's type by its name for triggers.</summary>
    public required string RoleType { get; init; }

    /// <summary><c>uuid</c>: the object's uuid.</summary>
    public required Guid Uuid { get; init; }

    /// <summary><c>request</c>: the caller's request, a JSON object.</summary>
    public required JsonElement Request { get; init; }

    /// <summary><c>result</c>: the result of the mutation; null before the commit.</summary>
    public JsonElement? Result { get; init; }

    /// <summary><c>employee_uuid</c>: the person whom the mutation concerns; null for none.</summary>
    public Guid? EmployeeUuid { get; init; }

    /// <summary><c>org_unit_uuid</c>: the org unit that the mutation concerns; null for none.</summary>
    public Guid? OrgUnitUuid { get; init; }

    /// <summary>The identity of the caller on whose behalf the object is changed.</summary>
    public required Guid Actor { get; init; }

    /// <summary>Lets the trigger change other objects.</summary>
    public required ITriggerObjects Objects { get; init; }

    /// <summary>
    /// The mutation as OS2mo's triggers get it: <c>event_type</c> (<c>ON_BEFORE</c>), <c>request_type</c> (<c>CREATE</c>), <c>role_type</c>,
    /// <c>uuid</c>, <c>request</c>, and <c>actor</c>. After the commit there is <c>result</c>; <c>employee_uuid</c> and <c>org_unit_uuid</c>
    /// are there where they are known. Written as JSON, it is an object with these fields.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> ToDictionary()
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["event_type"] = Json(EventType == EventType.OnBefore ? "ON_BEFORE" : "ON_AFTER"),
            ["request"] = Request,
            ["request_type"] = Json(RequestType.ToString().ToUpperInvariant()),
            ["role_type"] = Json(RoleType),
            ["uuid"] = Json(Uuid),
            ["actor"] = Json(Actor),
        };
        if (Result is { } result)
            fields.Add("result", result);
        if (EmployeeUuid is { } employee)
            fields.Add("employee_uuid", Json(employee));
        if (OrgUnitUuid is { } unit)
            fields.Add("org_unit_uuid", Json(unit));
        return fields;
    }

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);
}
