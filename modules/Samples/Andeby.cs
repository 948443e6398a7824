namespace MoCluster.Modules.Samples;

/// <summary>A sample module whose triggers are marked methods. The README explains it.</summary>
public sealed class Andeby : ITriggerModule
{
    /// <summary>Refuses persons of a surname.</summary>
    /// <param name="trigger">The mutation.</param>
    [Trigger(EventType.OnBefore, RoleTypes = [RoleType.Employee], RequestTypes = [RequestType.Create, RequestType.Edit])]
    public static void NoDucks(TriggerContext trigger)
    {
        if (trigger.Request.TryGetProperty("surname", out var surname) && surname.ValueEquals("And"))
            throw new TriggerRefusedException("No ducks. Choose another surname.", new { field = "surname" });
    }
}
