using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MoCluster.Modules;

namespace NewModule;

/// <summary>The trigger module. Name it in TRIGGER_MODULES: <c>NewModule.NameTriggers</c>.</summary>
/// <param name="settings">The settings below <c>NewModule.NameTriggers</c>.</param>
/// <param name="log">The log of the silo.</param>
public sealed class NameTriggers(IConfiguration settings, ILogger<NameTriggers> log) : ITriggerModule
{
    /// <summary>Refuses org units of one name.</summary>
    /// <param name="trigger">The mutation.</param>
    [Trigger(EventType.OnBefore, Name = "names", RoleTypes = [RoleType.OrgUnit], RequestTypes = [RequestType.Create, RequestType.Edit])]
    public void Check(TriggerContext trigger)
    {
        var taken = settings["names:TAKEN"] ?? "Duckburg";
        if (!trigger.Request.TryGetProperty("name", out var name) || !name.ValueEquals(taken))
            return;
        log.LogInformation("Org unit {Uuid} is refused", trigger.Uuid);
        throw new TriggerRefusedException($"No org unit may be called {taken}.", new { field = "name" });
    }
}
