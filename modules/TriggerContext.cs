using System.Text.Json;

namespace MoCluster.Modules;

/// <summary>What a trigger is told: the <c>trigger_dict</c> of OS2mo (os2mo.md §3.1).</summary>
public sealed class TriggerContext
{
    /// <summary><c>event_type</c>: before or after the commit.</summary>
    public required EventType EventType { get; init; }

    /// <summary><c>request_type</c>: what is being done.</summary>
    public required RequestType RequestType { get; init; }

    /// <summary><c>role_type</c>: the object's type as triggers name it.</summary>
    public required string RoleType { get; init; }

    /// <summary><c>uuid</c>: the object.</summary>
    public required Guid Uuid { get; init; }

    /// <summary><c>request</c>: what was asked for, a JSON object.</summary>
    public required JsonElement Request { get; init; }

    /// <summary><c>result</c>: what came of it; null before the commit.</summary>
    public JsonElement? Result { get; init; }

    /// <summary><c>employee_uuid</c>: the person concerned, where there is one.</summary>
    public Guid? EmployeeUuid { get; init; }

    /// <summary><c>org_unit_uuid</c>: the org unit concerned, where there is one.</summary>
    public Guid? OrgUnitUuid { get; init; }

    /// <summary>On whose behalf.</summary>
    public required Guid Actor { get; init; }

    /// <summary>Changes to other objects, made by this trigger.</summary>
    public required ITriggerObjects Objects { get; init; }
}
