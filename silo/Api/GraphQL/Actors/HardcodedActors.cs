using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Api.GraphQL.Actors;

/// <summary>The identities that OS2mo gives to callers who have none of their own (docs/os2mo.md §3).</summary>
internal static class HardcodedActors
{
    /// <summary>A caller whose valid token names nobody.</summary>
    public static Guid MissingUuid { get; } = new("face1e55-baad-1110-006d-697373696e67");

    /// <summary>The identities, their names in GraphQL, and what they mean.</summary>
    public static IReadOnlyList<(Guid Uuid, string Name, string Meaning, bool IsDeprecated)> All { get; } =
    [
        (Guid.Empty, "NO_AUTH", "Callers were not authenticated.", false),
        (new("00000000-0000-0000-0000-000000000001"), "LEGACY_AUTH", "A caller of OS2mo's former authentication.", false),
        (new("42c432e8-9c4a-11e6-9f62-873cf34a735f"), "BEFORE_ACTOR", "Actors were not recorded yet.", false),
        (new("05211100-baad-1110-006e-6f2075756964"), "LORA_USER", "An unknown actor.", true),
        (new("bad070c1-baad-1110-006e-6f7061727365"), "UNABLE_TO_PARSE_TOKEN", "A caller with a token that could not be read.", false),
        (MissingUuid, "MISSING_UUID_ON_TOKEN", "A caller whose token names nobody.", false),
        (Actor.Anonymous, "NO_AUTH_MIDDLEWARE", "Any caller of a server without authentication.", false),
    ];

    /// <summary>Whether an identity is one of these.</summary>
    /// <param name="uuid">The identity.</param>
    public static bool Contains(Guid uuid) => All.Any(actor => actor.Uuid == uuid);
}
