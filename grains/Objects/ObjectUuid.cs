using MoCluster.GrainInterfaces;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Objects;

/// <summary>Gives new objects their uuids where the caller gave none.</summary>
public static class ObjectUuid
{
    /// <summary>
    /// The uuid of an object that is created without one. With an idempotency key, the uuid follows from the key: a retry then reaches the same
    /// grain from any silo, and finds the kept result (docs/architecture.md §6). Without a key it is drawn.
    /// </summary>
    /// <param name="type">The object's type.</param>
    /// <param name="key">The idempotency key of the create; null for none.</param>
    /// <param name="identifiers">Draws the uuid when there is no key.</param>
    public static Guid ForCreate(string type, IdempotencyKey? key, IIdentifierSource identifiers) => key is null
        ? identifiers.Next()
        // The lengths keep two keys apart that would have the same text when joined.
        : NamedUuid.Of($"mocluster create {type} {key.Caller:D} {key.Index} {key.Path.Length} {key.Path} {key.Key.Length} {key.Key}");
}
