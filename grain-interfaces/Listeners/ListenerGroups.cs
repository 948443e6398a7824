namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>Reaches groups of listeners by their uuids.</summary>
public static class ListenerGroups
{
    /// <summary>The grain of a group.</summary>
    /// <param name="grains">Gives references to grains.</param>
    /// <param name="group">The group's uuid.</param>
    public static IListenerGroupGrain GetListenerGroup(this IGrainFactory grains, Guid group) =>
        grains.GetGrain<IListenerGroupGrain>(group.ToString("D"));
}
