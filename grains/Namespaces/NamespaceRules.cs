using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;

namespace MoCluster.Grains.Namespaces;

/// <summary>Who may declare, delete, listen and send (os2mo.md §1.3 and §1.4, with its texts). Where OS2mo checks no owner, this does.</summary>
public static class NamespaceRules
{
    /// <summary>Whether a declaration agrees with what exists.</summary>
    /// <param name="existing">The namespace.</param>
    /// <param name="actor">Who declares.</param>
    /// <param name="isPublic">Whether it is to be public.</param>
    public static Refusal? Redeclare(NamespaceDefinition existing, Actor actor, bool isPublic)
    {
        if (existing.Owner != actor.Uuid)
            return new Refusal(RefusalCode.Conflict, "Namespace already claimed by another owner.", "input.name");
        return existing.IsPublic == isPublic
            ? null
            : new Refusal(RefusalCode.Conflict, $"Namespace already exists with public={(existing.IsPublic ? "true" : "false")}.", "input.public");
    }

    /// <summary>Whether a namespace may be deleted.</summary>
    /// <param name="existing">The namespace.</param>
    /// <param name="actor">Who deletes.</param>
    /// <param name="hasListeners">Whether anybody listens in it.</param>
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

    /// <summary>Whether somebody may listen.</summary>
    /// <param name="existing">The namespace; null when it does not exist.</param>
    /// <param name="actor">Who would listen.</param>
    public static Refusal? Listen(NamespaceDefinition? existing, Actor actor)
    {
        if (existing is null)
            return new Refusal(RefusalCode.NotFound, "Namespace does not exist", "input.namespace");
        return existing.IsPublic || existing.Owner == actor.Uuid
            ? null
            : new Refusal(RefusalCode.Forbidden, "Namespace already exists, but is non-public and you are not the owner.", "input.namespace");
    }

    /// <summary>Whether a declaration agrees with the listener that exists under its key.</summary>
    /// <param name="existing">The listener.</param>
    /// <param name="declaration">What is declared.</param>
    /// <param name="group">The group it would be in; null for one of its own.</param>
    public static Refusal? Redeclare(ListenerDefinition existing, ListenerDeclaration declaration, Guid? group)
    {
        if (existing.Stream.RoutingKey != declaration.RoutingKey)
        {
            return new Refusal(
                RefusalCode.Conflict, "There already exists a listener with this user_key and a different routing_key", "input.routing_key");
        }

        return (group ?? existing.Uuid) == existing.Group
            ? null
            : new Refusal(RefusalCode.Conflict, "A listener's group is fixed when it is declared; this one is in another.", "input.group");
    }

    /// <summary>Whether a listener may be deleted, paused or resumed.</summary>
    /// <param name="existing">The listener.</param>
    /// <param name="actor">Who does so.</param>
    public static Refusal? LookAfter(ListenerDefinition existing, Actor actor) =>
        existing.Owner == actor.Uuid || actor.IsAdministrator
            ? null
            : new Refusal(RefusalCode.Forbidden, "You are not the owner of that listener.", "input.uuid");

    /// <summary>Why a listener with events in it is not deleted.</summary>
    public static Refusal PendingEvents { get; } = new(
        RefusalCode.Conflict,
        "There are pending events for this listener. Consider carefully if these need to be handled first. You can delete the listener anyway "
        + "with `delete_pending_events`.",
        "input.uuid");

    /// <summary>Whether somebody may send.</summary>
    /// <param name="existing">The namespace; null when it does not exist.</param>
    /// <param name="actor">Who would send.</param>
    public static Refusal? Send(NamespaceDefinition? existing, Actor actor)
    {
        if (existing is null)
            return new Refusal(RefusalCode.NotFound, "Namespace does not exist.", "input.namespace");
        return existing.Owner == actor.Uuid ? null : NotTheOwner;
    }

    private static Refusal NotTheOwner { get; } = new(RefusalCode.Forbidden, "You are not the owner of that namespace.", "input.namespace");
}
