using System.Text.Json;

namespace MoCluster.Modules;

/// <summary>
/// Lets a trigger read objects, and change other objects on behalf of the actor of the mutation in which it runs. Types are named by their
/// routing keys or by the names of <see cref="RoleType"/>.
/// </summary>
public interface ITriggerObjects
{
    /// <summary>
    /// Reads an object as it is stored. Before the commit this is without the mutation, also for the object under mutation; after the commit
    /// it is with it. A read waits for no mutation.
    /// </summary>
    /// <param name="type">The object's type.</param>
    /// <param name="uuid">The object's uuid.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>The object; null when it does not exist or was deleted.</returns>
    /// <exception cref="ArgumentException">There is no such type.</exception>
    ValueTask<TriggerObject?> ReadAsync(string type, Guid uuid, CancellationToken cancellation);

    /// <summary>Reads the object under mutation as it was before the mutation, also after the commit.</summary>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>The object; null when it did not exist or was deleted.</returns>
    ValueTask<TriggerObject?> ReadBeforeAsync(CancellationToken cancellation);

    /// <summary>
    /// Changes an object. The change is a mutation of its own: it stays even if the mutation in which it was made is refused later. A change of
    /// the object under mutation itself is refused at once.
    /// </summary>
    /// <param name="type">The object's type.</param>
    /// <param name="uuid">The object's uuid.</param>
    /// <param name="requestType">What the change does.</param>
    /// <param name="request">The request as the API takes it, including the uuid.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ArgumentException">There is no such type.</exception>
    /// <exception cref="TriggerRefusedException">The change was refused; the message says why.</exception>
    ValueTask MutateAsync(string type, Guid uuid, RequestType requestType, JsonElement request, CancellationToken cancellation);
}
