using Microsoft.Extensions.Configuration;

namespace MoCluster.Modules;

/// <summary>Takes the registrations of a module's triggers.</summary>
public interface ITriggerRegistrar
{
    /// <summary>
    /// The module's settings: the keys of the configuration that begin with the module's full name, without that beginning. The key
    /// <c>customer.triggers.andeby.duck_function.FACTOR</c> is <c>Settings["duck_function:FACTOR"]</c> in the module
    /// <c>Customer.Triggers.Andeby</c>. A module's constructor can take the same as <see cref="IConfiguration"/>.
    /// </summary>
    IConfiguration Settings { get; }

    /// <summary>
    /// Whether the configuration lets a trigger of this module run. A trigger is disabled by <c>enabled=false</c> or <c>disabled=true</c> under its
    /// name. A module need not ask: a disabled trigger that it registers never runs.
    /// </summary>
    /// <param name="trigger">The trigger's name, with or without the name of the module's class before it.</param>
    bool IsEnabled(string trigger);

    /// <summary>Registers a trigger, for several stages at once if the definition names several.</summary>
    /// <param name="trigger">What the trigger is called and when it runs.</param>
    /// <param name="handler">The trigger's code.</param>
    /// <exception cref="ArgumentException">A stage already has a trigger of that name, or a role type does not exist.</exception>
    void On(TriggerDefinition trigger, TriggerHandler handler);

    /// <summary>Registers a trigger for one stage.</summary>
    /// <param name="name">The trigger's name, unique within its stage. It tells callers which trigger refused.</param>
    /// <param name="eventType">Before or after the commit.</param>
    /// <param name="roleType">The objects' type, by a name of <see cref="RoleType"/> or by its routing key.</param>
    /// <param name="requestType">What the mutation does.</param>
    /// <param name="handler">The trigger's code.</param>
    /// <param name="order">Triggers of a stage run in ascending order, then by name.</param>
    /// <exception cref="ArgumentException">The stage already has a trigger of that name, or the role type does not exist.</exception>
    void On(string name, EventType eventType, string roleType, RequestType requestType, TriggerHandler handler, int order = 0) => On(
        new TriggerDefinition { Name = name, EventType = eventType, RoleTypes = [roleType], RequestTypes = [requestType], Order = order },
        handler);
}
