using System.Text.Json;

namespace MoCluster.Modules;

/// <summary>The mutation as a trigger sees it: the <c>trigger_dict</c> of OS2mo (docs/os2mo.md §7).</summary>
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
}
