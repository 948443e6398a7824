using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.PostgreSql.Commits;

/// <summary>An object as a group of this process left it, or read it; without its state and its history, on which no verdict rests.</summary>
/// <param name="Stored">The object. As long as it has this registration, what follows from it is so; only its due instants become fewer.</param>
/// <param name="IsWhole">Whether references, keys and due instants are known: else only its registration and where it is active.</param>
internal sealed record KnownObject(StoredObject Stored, bool IsWhole);
