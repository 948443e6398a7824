using Humanizer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MoCluster.Modules;

namespace Customer.Triggers;

/// <summary>A module whose trigger is a marked method. It has a setting and a package of its own.</summary>
/// <param name="settings">The settings below <c>customer.triggers.andeby</c>.</param>
/// <param name="log">The log of the silo.</param>
public sealed class Andeby(IConfiguration settings, ILogger<Andeby> log) : ITriggerModule
{
    /// <summary>Refuses persons with too many ducks in their surname.</summary>
    /// <param name="trigger">The mutation.</param>
    [Trigger(EventType.OnBefore, Name = "duck_function", RoleTypes = [RoleType.Employee], RequestTypes = [RequestType.Create, RequestType.Edit])]
    public void DuckFunction(TriggerContext trigger)
    {
        if (!trigger.Request.TryGetProperty("surname", out var surname))
            return;
        var factor = settings.GetValue("duck_function:FACTOR", 0);
        var ducks = surname.ToString().Split(' ', '-').Count(word => word.Equals("and", StringComparison.OrdinalIgnoreCase));
        if (ducks <= factor)
            return;
        log.LogInformation("{Uuid} is refused; Humanizer {Version} says why", trigger.Uuid, typeof(StringHumanizeExtensions).Assembly.GetName().Version);
        throw new TriggerRefusedException($"The surname has {"duck".ToQuantity(ducks)}. Choose another.", new { field = "surname", factor });
    }
}
