using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>
/// An entry that left the normal flow: it waits for another attempt or a delay, is parked or silenced, or is far behind. The row holds its events, so that
/// their numbers no longer hold back the frontier.
/// </summary>
/// <param name="Subject">The subject.</param>
/// <param name="Events">The open events, ascending by number, at most three.</param>
/// <param name="Attempts">How often the entry was delivered since its newest event came.</param>
/// <param name="NotBefore">The entry is not delivered again before this time; null if it may be delivered at once.</param>
/// <param name="Parked">Whether the entry is not delivered until it is replayed or a newer event comes.</param>
/// <param name="Silenced">Whether the entry is delivered last and raises no alert.</param>
/// <param name="Reason">The last reason of a nack or park; null if none was given.</param>
public sealed record EntryRow(
    string Subject,
    ImmutableArray<EventRecord> Events,
    int Attempts,
    DateTimeOffset? NotBefore,
    bool Parked,
    bool Silenced,
    string? Reason = null);
