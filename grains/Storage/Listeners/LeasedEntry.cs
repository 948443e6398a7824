using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>A subject in somebody's hand.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Numbers">The open numbers it was given with, ascending, at most three.</param>
/// <param name="Attempts">Which delivery this is, from 1.</param>
/// <param name="Until">When the lease ends.</param>
/// <param name="Ended">Whether it ended before that: acknowledged, given back or parked.</param>
public sealed record LeasedEntry(string Subject, ImmutableArray<long> Numbers, int Attempts, DateTimeOffset Until, bool Ended = false);
