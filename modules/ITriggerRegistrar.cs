namespace MoCluster.Modules;

/// <summary>Takes the registrations of a module's triggers.</summary>
public interface ITriggerRegistrar
{
    /// <summary>Registers a trigger.</summary>
    /// <param name="name">The trigger's name, unique within its stage. It tells callers which trigger refused.</param>
    /// <param name="eventType">Before or after the commit.</param>
    /// <param name="roleType">The objects' type by its name for triggers: <c>org_unit</c>, <c>employee</c>, <c>it</c> …</param>
    /// <param name="requestType">What the mutation does.</param>
    /// <param name="handler">The trigger's code.</param>
    /// <param name="order">Triggers of a stage run in ascending order, then by name.</param>
    /// <exception cref="ArgumentException">The stage already has a trigger of that name, or the role type does not exist.</exception>
    void On(string name, EventType eventType, string roleType, RequestType requestType, TriggerHandler handler, int order = 0);
}
