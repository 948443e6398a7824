using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.GrainInterfaces.Namespaces;

/// <summary>One namespace: declares it and its listeners, and publishes to its streams. Its key is the namespace's canonical name.</summary>
[Alias("mo.namespace")]
public interface INamespaceGrain : IGrainWithStringKey
{
    /// <summary>Declares the namespace. A repeated declaration returns the same namespace (docs/os2mo.md §4.1).</summary>
    /// <param name="actor">The caller, who becomes the owner.</param>
    /// <param name="isPublic">Whether others may listen.</param>
    [Alias("declare")]
    Task<Outcome<NamespaceDefinition>> DeclareAsync(Actor actor, bool isPublic);

    /// <summary>Deletes the namespace, which must have no listeners. It succeeds when the namespace does not exist.</summary>
    /// <param name="actor">The namespace's owner or an administrator.</param>
    [Alias("delete")]
    Task<Outcome<bool>> DeleteAsync(Actor actor);

    /// <summary>Declares a listener. A repeated declaration returns the same listener.</summary>
    /// <param name="actor">The caller, who becomes the owner.</param>
    /// <param name="declaration">The declaration.</param>
    [Alias("declare-listener")]
    Task<Outcome<ListenerDefinition>> DeclareListenerAsync(Actor actor, ListenerDeclaration declaration);

    /// <summary>Deletes a listener of this namespace. It succeeds when the listener does not exist.</summary>
    /// <param name="actor">The listener's owner or an administrator.</param>
    /// <param name="listener">The listener.</param>
    /// <param name="deletePendingEvents">Whether to delete the listener even if it has pending events.</param>
    [Alias("delete-listener")]
    Task<Outcome<bool>> DeleteListenerAsync(Actor actor, Guid listener, bool deletePendingEvents);

    /// <summary>
    /// Pauses a listener of this namespace. Once this returns, nothing is handed out from it until it is resumed. A listener that is paused again
    /// keeps the time of its pause and gets the new reason.
    /// </summary>
    /// <param name="actor">The listener's owner or an administrator.</param>
    /// <param name="listener">The listener.</param>
    /// <param name="reason">The reason, for people; null for none.</param>
    [Alias("pause-listener")]
    Task<Outcome<ListenerDefinition>> PauseListenerAsync(Actor actor, Guid listener, string? reason);

    /// <summary>Resumes a listener of this namespace that is paused or suspended. It succeeds when the listener is neither.</summary>
    /// <param name="actor">The listener's owner or an administrator.</param>
    /// <param name="listener">The listener.</param>
    [Alias("resume-listener")]
    Task<Outcome<ListenerResumption>> ResumeListenerAsync(Actor actor, Guid listener);

    /// <summary>
    /// Suspends a listener of this namespace that holds the log beyond the limit. It then holds the log no longer, and its fetches are refused until
    /// it is resumed. The silos themselves call this.
    /// </summary>
    /// <param name="listener">The listener.</param>
    /// <param name="from">The first number that the listener had not settled when it was found. Nothing is done if it has settled more since.</param>
    /// <returns>Whether this call suspended the listener.</returns>
    [Alias("suspend-listener")]
    Task<Outcome<bool>> SuspendListenerAsync(Guid listener, long from);

    /// <summary>Publishes events to streams of this namespace in one commit: all of them or none.</summary>
    /// <param name="actor">The namespace's owner.</param>
    /// <param name="publication">The events.</param>
    [Alias("publish")]
    Task<Outcome<PublicationResult>> PublishAsync(Actor actor, Publication publication);
}
