using MoCluster.GrainInterfaces;
using MoCluster.Grains.Texts;

namespace MoCluster.Grains.Objects;

/// <summary>Names objects whose creator did not.</summary>
public static class ObjectUuid
{
    /// <summary>
    /// The uuid of an object that is created without one. Under an idempotency key it follows from the key, so that a retry, on
    /// whichever silo, meets the same grain and finds the kept result (DESIGN.md §6); without a key it is drawn.
    /// </summary>
    /// <param name="type">The object's type.</param>
    /// <param name="key">The idempotency key of the create; null for none.</param>
    /// <param name="identifiers">Draws it where there is no key.</param>
    public static Guid ForCreate(string type, IdempotencyKey? key, IIdentifierSource identifiers) => key is null
        ? identifiers.Next()
        // The lengths keep two keys apart whose texts run together.
        : NamedUuid.Of($"mocluster create {type} {key.Caller:D} {key.Index} {key.Path.Length} {key.Path} {key.Key.Length} {key.Key}");
}
