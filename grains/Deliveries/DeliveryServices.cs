using Microsoft.Extensions.Logging;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Deliveries;

/// <summary>What the activation of a registration's grain works with.</summary>
/// <param name="Store">The store.</param>
/// <param name="Targets">Says where deliveries go.</param>
/// <param name="Time">The clock of waits.</param>
/// <param name="Identifiers">Gives the ids of commits.</param>
/// <param name="Options">The limits.</param>
/// <param name="Logger">The log.</param>
internal sealed record DeliveryServices(
    IStore Store, IDeliveryTargets Targets, TimeProvider Time, IIdentifierSource Identifiers, DeliveryOptions Options, ILogger Logger);
