using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.GrainInterfaces.Namespaces;

/// <summary>One namespace; its key is the canonical name. Declares it, its listeners, and publishes to its streams.</summary>
[Alias("mo.namespace")]
public interface INamespaceGrain : IGrainWithStringKey
{
    /// <summary>Declares the namespace; the same again answers the same (os2mo.md §1.4).</summary>
    /// <param name="actor">Who declares, and will own it.</param>
    /// <param name="isPublic">Whether others may listen.</param>
    [Alias("declare")]
    Task<Outcome<NamespaceDefinition>> DeclareAsync(Actor actor, bool isPublic);

    /// <summary>Deletes the namespace, which must have no listeners. Deleting a missing one succeeds.</summary>
    /// <param name="actor">Its owner or an administrator.</param>
    [Alias("delete")]
    Task<Outcome<bool>> DeleteAsync(Actor actor);

    /// <summary>Declares a listener; the same again answers the same one.</summary>
    /// <param name="actor">Who declares, and will own it.</param>
    /// <param name="declaration">What is declared.</param>
    [Alias("declare-listener")]
    Task<Outcome<ListenerDefinition>> DeclareListenerAsync(Actor actor, ListenerDeclaration declaration);

    /// <summary>Deletes a listener of this namespace. Deleting a missing one succeeds.</summary>
    /// <param name="actor">Its owner or an administrator.</param>
    /// <param name="listener">The listener.</param>
    /// <param name="deletePendingEvents">Whether it is deleted even though events are pending.</param>
    [Alias("delete-listener")]
    Task<Outcome<bool>> DeleteListenerAsync(Actor actor, Guid listener, bool deletePendingEvents);

    /// <summary>
    /// Pauses a listener of this namespace: nothing is handed out from it once this is answered, until it is resumed. Paused again, it
    /// keeps its instant and takes the new reason.
    /// </summary>
    /// <param name="actor">Its owner or an administrator.</param>
    /// <param name="listener">The listener.</param>
    /// <param name="reason">Why, for people; null for none.</param>
    [Alias("pause-listener")]
    Task<Outcome<ListenerDefinition>> PauseListenerAsync(Actor actor, Guid listener, string? reason);

    /// <summary>Lets a listener of this namespace go on that is paused or suspended; one that is neither just goes on.</summary>
    /// <param name="actor">Its owner or an administrator.</param>
    /// <param name="listener">The listener.</param>
    [Alias("resume-listener")]
    Task<Outcome<ListenerResumption>> ResumeListenerAsync(Actor actor, Guid listener);

    /// <summary>
    /// Suspends a listener of this namespace that holds the log beyond the limit: it holds it no longer, and its fetches are refused until
    /// it is resumed. Asked by the silos themselves.
    /// </summary>
    /// <param name="listener">The listener.</param>
    /// <param name="from">The first number that it had not settled when it was found; nothing is done where it has gone on since.</param>
    /// <returns>Whether this suspended it.</returns>
    [Alias("suspend-listener")]
    Task<Outcome<bool>> SuspendListenerAsync(Guid listener, long from);

    /// <summary>Publishes events to streams of this namespace: one commit, all of them or none.</summary>
    /// <param name="actor">The namespace's owner.</param>
    /// <param name="publication">What is published.</param>
    [Alias("publish")]
    Task<Outcome<PublicationResult>> PublishAsync(Actor actor, Publication publication);
}
