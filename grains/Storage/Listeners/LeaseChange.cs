namespace MoCluster.Grains.Storage.Listeners;

/// <summary>A change of one entry of a standing lease record. One of a record that is gone changes nothing.</summary>
/// <param name="Generation">Which record.</param>
/// <param name="Index">Which of its entries, from 0.</param>
/// <param name="Until">When the lease ends from now on; null for as before.</param>
/// <param name="Ended">Whether the lease has ended.</param>
public readonly record struct LeaseChange(Generation Generation, int Index, DateTimeOffset? Until, bool Ended);
