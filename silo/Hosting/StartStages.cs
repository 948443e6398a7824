namespace MoCluster.Silo.Hosting;

/// <summary>What comes before Orleans' own stages in the start of a silo, in its order; a stop goes through them in the opposite order.</summary>
internal static class StartStages
{
    /// <summary>The port of the API is bound.</summary>
    public const int PortBound = StoreOpen - 1;

    /// <summary>The store is open. Orleans' first stage may use the database that the store has brought up to date.</summary>
    public const int StoreOpen = ServiceLifecycleStage.RuntimeInitialize - 1;
}
