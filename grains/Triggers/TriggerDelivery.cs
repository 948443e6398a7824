using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Triggers;

namespace MoCluster.Grains.Triggers;

/// <summary>How the calls of an after trigger are stored with the mutation, to be made after it.</summary>
/// <param name="Registration">Identifies the trigger among those whose calls are stored.</param>
/// <param name="Write">Writes what is delivered for a mutation: any number of payloads, each with a route beyond the registration; null for none.</param>
public sealed record TriggerDelivery(Guid Registration, Func<TriggerCall, IEnumerable<(ImmutableArray<byte> Payload, string? Route)>> Write);
