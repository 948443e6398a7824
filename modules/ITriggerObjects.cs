using System.Text.Json;

namespace MoCluster.Modules;

/// <summary>
/// Changes that a trigger makes to other objects, on behalf of the actor of the mutation it runs in. Each is a mutation of its own:
/// it stands even if the one that it was made in is refused later. The object under mutation itself is refused at once.
/// </summary>
public interface ITriggerObjects
{
    /// <summary>Changes an object.</summary>
    /// <param name="type">The object's type by its routing key, for example <c>org_unit</c>.</param>
    /// <param name="uuid">The object.</param>
    /// <param name="requestType">What is to be done.</param>
    /// <param name="request">The request as the API takes it, uuid included.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TriggerRefusedException">It was refused; the message says why.</exception>
    ValueTask MutateAsync(string type, Guid uuid, RequestType requestType, JsonElement request, CancellationToken cancellation);
}
