using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>What lies before a listener, told from what is stored: its queue is not woken for it.</summary>
/// <param name="Definition">How it is declared.</param>
/// <param name="Unread">
/// How many events its stream still keeps above its frontier. Some of them may be settled, or superseded by others; a queue that is awake
/// knows better.
/// </param>
/// <param name="Waiting">How many entries have left the normal flow and wait to be delivered again: neither parked nor silenced.</param>
/// <param name="Parked">How many entries are parked.</param>
/// <param name="Oldest">When the oldest event came about of those counted as unread or waiting; null when there is none.</param>
public sealed record ListenerBacklog(ListenerDefinition Definition, long Unread, int Waiting, int Parked, DateTimeOffset? Oldest);
