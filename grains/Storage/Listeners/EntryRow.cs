using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>
/// An entry that left the normal flow: a second attempt, a delay, parked, silenced, or far behind. It carries its events, so
/// that their numbers no longer hold the frontier.
/// </summary>
/// <param name="Subject">The subject.</param>
/// <param name="Events">Its open events, ascending by number, at most three.</param>
/// <param name="Attempts">How often it was delivered since the last newer event.</param>
/// <param name="NotBefore">Not delivered again before this; null for at once.</param>
/// <param name="Parked">Whether it is set aside until replayed or a newer event comes.</param>
/// <param name="Silenced">Whether it is delivered last and raises no alert.</param>
/// <param name="Reason">The last reason given for a nack or a park; null for none.</param>
public sealed record EntryRow(
    string Subject,
    ImmutableArray<EventRecord> Events,
    int Attempts,
    DateTimeOffset? NotBefore,
    bool Parked,
    bool Silenced,
    string? Reason = null);
