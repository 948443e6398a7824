using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;

namespace MoCluster.Grains.Namespaces;

/// <summary>
/// Decides who may declare, delete, listen and send, with the texts of OS2mo (docs/os2mo.md §3 and §4.1). Where OS2mo does not check the owner,
/// this does.
/// </summary>
public static class NamespaceRules
{
    /// <summary>Checks that a declaration agrees with the namespace that exists.</summary>
    /// <param name="existing">The namespace.</param>
    /// <param name="actor">The caller.</param>
    /// <param name="isPublic">Whether the caller declares the namespace public.</param>
    public static Refusal? Redeclare(NamespaceDefinition existing, Actor actor, bool isPublic)
    {
        if (existing.Owner != actor.Uuid)
            return new Refusal(RefusalCode.Conflict, "Namespace already claimed by another owner.", "input.name");
        return existing.IsPublic == isPublic
            ? null
            : new Refusal(RefusalCode.Conflict, $"Namespace already exists with public={(existing.IsPublic ? "true" : "false")}.", "input.public");
    }

    /// <summary>Checks that a namespace may be deleted.</summary>
    /// <param name="existing">The namespace.</param>
    /// <param name="actor">The caller.</param>
    /// <param name="hasListeners">Whether the namespace has listeners.</param>
    public static Refusal? Delete(NamespaceDefinition existing, Actor actor, bool hasListeners)
    {
        if (existing.Name == StreamKey.NativeNamespace)
            return new Refusal(RefusalCode.Forbidden, $"The namespace {StreamKey.NativeNamespace} is MoCluster's own and cannot be deleted.", "input.name");
        if (existing.Owner != actor.Uuid && !actor.IsAdministrator)
            return NotTheOwner;
        return hasListeners
            ? new Refusal(
                RefusalCode.Conflict, "There are still listeners for this namespace. Use the `event_listener_delete` mutator.", "input.name")
            : null;
    }

    /// <summary>Checks that a caller may listen.</summary>
    /// <param name="existing">The namespace; null when it does not exist.</param>
    /// <param name="actor">The caller.</param>
    public static Refusal? Listen(NamespaceDefinition? existing, Actor actor)
    {
        if (existing is null)
            return new Refusal(RefusalCode.NotFound, "Namespace does not exist", "input.namespace");
        return existing.IsPublic || existing.Owner == actor.Uuid
            ? null
            : new Refusal(RefusalCode.Forbidden, "Namespace already exists, but is non-public and you are not the owner.", "input.namespace");
    }

    /// <summary>Checks that a declaration agrees with the listener that exists under its user key.</summary>
    /// <param name="existing">The listener.</param>
    /// <param name="declaration">The declaration.</param>
    /// <param name="group">The declared group; null for a group of the listener's own.</param>
    public static Refusal? Redeclare(ListenerDefinition existing, ListenerDeclaration declaration, Guid? group)
    {
        if (existing.Stream.RoutingKey != declaration.RoutingKey)
        {
            return new Refusal(
                RefusalCode.Conflict, "There already exists a listener with this user_key and a different routing_key", "input.routing_key");
        }

        return (group ?? existing.Uuid) == existing.Group
            ? null
            : new Refusal(RefusalCode.Conflict, "A listener's group is fixed when it is declared; this listener is in another group.", "input.group");
    }

    /// <summary>Checks that a caller may delete, pause or resume a listener.</summary>
    /// <param name="existing">The listener.</param>
    /// <param name="actor">The caller.</param>
    public static Refusal? Administer(ListenerDefinition existing, Actor actor) =>
        existing.Owner == actor.Uuid || actor.IsAdministrator
            ? null
            : new Refusal(RefusalCode.Forbidden, "You are not the owner of that listener.", "input.uuid");

    /// <summary>The refusal to delete a listener that has events.</summary>
    public static Refusal PendingEvents { get; } = new(
        RefusalCode.Conflict,
        "There are pending events for this listener. Consider carefully if these need to be handled first. You can delete the listener anyway "
        + "with `delete_pending_events`.",
        "input.uuid");

    /// <summary>Checks that a caller may send events.</summary>
    /// <param name="existing">The namespace; null when it does not exist.</param>
    /// <param name="actor">The caller.</param>
    public static Refusal? Send(NamespaceDefinition? existing, Actor actor)
    {
        if (existing is null)
            return new Refusal(RefusalCode.NotFound, "Namespace does not exist.", "input.namespace");
        return existing.Owner == actor.Uuid ? null : NotTheOwner;
    }

    private static Refusal NotTheOwner { get; } = new(RefusalCode.Forbidden, "You are not the owner of that namespace.", "input.namespace");
}
