using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>What a listener has yet to receive, as far as the store knows: the listener's group is not activated for it.</summary>
/// <param name="Definition">The listener.</param>
/// <param name="Unread">
/// How many events the stream still keeps above the listener's frontier. Some of them may be settled or superseded; only an active group knows.
/// </param>
/// <param name="Waiting">How many entries that left the normal flow wait to be delivered again; parked and silenced entries do not count.</param>
/// <param name="Parked">How many entries are parked.</param>
/// <param name="Oldest">The time of the oldest event among those that are unread or waiting; null if there is none.</param>
public sealed record ListenerBacklog(ListenerDefinition Definition, long Unread, int Waiting, int Parked, DateTimeOffset? Oldest);
