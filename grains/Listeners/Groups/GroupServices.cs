using Microsoft.Extensions.Logging;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners.Status;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Listeners.Groups;

/// <summary>What the parts of a listener group's activation need of the silo.</summary>
/// <param name="Store">The store.</param>
/// <param name="Time">The clock of waits.</param>
/// <param name="Identifiers">Gives the ids of commits.</param>
/// <param name="Awake">Where the group shows how its queues stand.</param>
/// <param name="Sweep">Where the silo last saw the logs end.</param>
/// <param name="Options">The limits.</param>
/// <param name="Logger">The log.</param>
internal sealed record GroupServices(
    IStore Store,
    TimeProvider Time,
    IIdentifierSource Identifiers,
    AwakeListeners Awake,
    EventStreamSweep Sweep,
    ListenerOptions Options,
    ILogger Logger);
