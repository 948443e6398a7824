using System.Text.Json;
using MoCluster.Modules;

namespace MoCluster.Tests.Triggers;

/// <summary>The module that modules/README.md shows for registrations in code and for reads.</summary>
internal sealed class AuditTriggers : ITriggerModule
{
    public List<string> Lines { get; } = [];

    public void Register(ITriggerRegistrar triggers)
    {
        triggers.OnMethods(this);
        triggers.On(
            new TriggerDefinition { Name = "audit", EventType = EventType.OnAfter, RoleTypes = [RoleType.OrgUnit, RoleType.Manager] },
            (trigger, _) =>
            {
                Lines.Add(JsonSerializer.Serialize(trigger.ToDictionary()));
                return ValueTask.CompletedTask;
            });
    }

    [Trigger(EventType.OnAfter, RoleTypes = [RoleType.OrgUnit], RequestTypes = [RequestType.Edit])]
    public async Task Renamed(TriggerContext trigger, CancellationToken cancellation)
    {
        var day = new DateOnly(2026, 1, 1);
        var before = (await trigger.Objects.ReadBeforeAsync(cancellation))?.On(day);
        var now = (await trigger.Objects.ReadAsync(trigger.RoleType, trigger.Uuid, cancellation))?.On(day);
        Lines.Add($"{before?.GetProperty("name")} is now {now?.GetProperty("name")}");
    }
}
