using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>An entry that is leased to a client.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Numbers">The open numbers that were delivered, ascending, at most three.</param>
/// <param name="Attempts">The count of this delivery, from 1.</param>
/// <param name="Until">When the lease expires.</param>
/// <param name="Ended">Whether the lease ended before that, by an acknowledge, nack or park.</param>
public sealed record LeasedEntry(string Subject, ImmutableArray<long> Numbers, int Attempts, DateTimeOffset Until, bool Ended = false)
{
    /// <summary>The entry after a change.</summary>
    /// <param name="change">A change of this entry.</param>
    public LeasedEntry After(LeaseChange change) => this with { Until = change.Until ?? Until, Ended = change.Ended };
}
