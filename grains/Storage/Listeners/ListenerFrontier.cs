namespace MoCluster.Grains.Storage.Listeners;

/// <summary>How far a listener has settled its stream.</summary>
/// <param name="Listener">The listener.</param>
/// <param name="Frontier">The number up to which everything is settled, or stands in a row of its own.</param>
public readonly record struct ListenerFrontier(Guid Listener, long Frontier);
