namespace MoCluster.Modules;

/// <summary>Takes triggers in while a module registers.</summary>
public interface ITriggerRegistrar
{
    /// <summary>Registers a trigger.</summary>
    /// <param name="name">Its name, unique within its stage: callers learn by it which trigger refused.</param>
    /// <param name="eventType">Before or after the commit.</param>
    /// <param name="roleType">The objects' type as triggers name it: <c>org_unit</c>, <c>employee</c>, <c>it</c> …</param>
    /// <param name="requestType">What is being done.</param>
    /// <param name="handler">What runs.</param>
    /// <param name="order">Triggers of a stage run by ascending order, then by name.</param>
    /// <exception cref="ArgumentException">The name is taken in that stage, or the role type is none.</exception>
    void On(string name, EventType eventType, string roleType, RequestType requestType, TriggerHandler handler, int order = 0);
}
