using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.PostgreSql.Known;

/// <summary>An object as a batch of this process left or read it, without its state and history, on which no verdict rests.</summary>
/// <param name="Stored">The object. All but its due instants holds as long as the object has this registration; due instants only become fewer.</param>
/// <param name="IsWhole">Whether references, keys and due instants are known. If not, only the registration and the presence are.</param>
internal sealed record KnownObject(StoredObject Stored, bool IsWhole);
