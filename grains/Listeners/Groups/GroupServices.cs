using Microsoft.Extensions.Logging;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners.Status;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Listeners.Groups;

/// <summary>The silo's services that the parts of a listener group's activation use.</summary>
/// <param name="Store">The store.</param>
/// <param name="Time">The clock of waits.</param>
/// <param name="Identifiers">Gives the ids of commits.</param>
/// <param name="Awake">Shows the status of the group's queues.</param>
/// <param name="Sweep">Knows the last number of each stream, as the silo saw it last.</param>
/// <param name="Options">The limits.</param>
/// <param name="Logger">Logs what goes wrong.</param>
internal sealed record GroupServices(
    IStore Store,
    TimeProvider Time,
    IIdentifierSource Identifiers,
    AwakeListeners Awake,
    EventStreamSweep Sweep,
    ListenerOptions Options,
    ILogger Logger);
