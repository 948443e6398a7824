namespace MoCluster.Grains.Storage.Listeners;

/// <summary>A change of one entry of a lease record. It has no effect if the record is gone.</summary>
/// <param name="Generation">The generation of the record.</param>
/// <param name="Index">The place of the entry in the record, from 0.</param>
/// <param name="Until">The new end of the lease; null to keep it.</param>
/// <param name="Ended">Whether the lease has ended.</param>
public readonly record struct LeaseChange(Generation Generation, int Index, DateTimeOffset? Until, bool Ended);
