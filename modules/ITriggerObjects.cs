using System.Text.Json;

namespace MoCluster.Modules;

/// <summary>
/// Lets a trigger change other objects, on behalf of the actor of the mutation in which it runs. Each change is a mutation of its own: it stays
/// even if the mutation in which it was made is refused later. A change of the object under mutation itself is refused at once.
/// </summary>
public interface ITriggerObjects
{
    /// <summary>Changes an object.</summary>
    /// <param name="type">The routing key of the object's type, for example <c>org_unit</c>.</param>
    /// <param name="uuid">The object's uuid.</param>
    /// <param name="requestType">What the change does.</param>
    /// <param name="request">The request as the API takes it, including the uuid.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TriggerRefusedException">The change was refused; the message says why.</exception>
    ValueTask MutateAsync(string type, Guid uuid, RequestType requestType, JsonElement request, CancellationToken cancellation);
}
