namespace MoCluster.Silo.Hosting;

/// <summary>The start stages that come before Orleans' own, in their order. A stop passes them in the opposite order.</summary>
internal static class StartStages
{
    /// <summary>The port of the API is bound.</summary>
    public const int PortBound = StoreOpen - 1;

    /// <summary>The store is open. Orleans' first stage may use the database that the store has brought up to date.</summary>
    public const int StoreOpen = ServiceLifecycleStage.RuntimeInitialize - 1;
}
