using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>An event in a queue, and the listener of the queue.</summary>
/// <param name="Event">The event.</param>
/// <param name="Listener">The listener.</param>
internal sealed record QueuedOf(QueuedEvent Event, ListenerDefinition Listener);
