using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>An event in a queue, with whose queue that is.</summary>
/// <param name="Event">The event.</param>
/// <param name="Listener">The listener.</param>
internal sealed record QueuedOf(QueuedEvent Event, ListenerDefinition Listener);
