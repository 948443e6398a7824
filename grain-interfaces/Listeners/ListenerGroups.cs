namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>Gets the grains of listener groups.</summary>
public static class ListenerGroups
{
    /// <summary>Gets the grain of a group.</summary>
    /// <param name="grains">The grain factory.</param>
    /// <param name="group">The group's uuid.</param>
    public static IListenerGroupGrain GetListenerGroup(this IGrainFactory grains, Guid group) =>
        grains.GetGrain<IListenerGroupGrain>(group.ToString("D"));
}
