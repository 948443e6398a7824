namespace MoCluster.Simulator.Activations;

/// <summary>The states of an activation, in order.</summary>
internal enum ActivationState
{
    /// <summary>No call has come yet.</summary>
    New,

    /// <summary>OnActivateAsync runs; calls wait.</summary>
    Activating,

    /// <summary>Calls run.</summary>
    Valid,

    /// <summary>Running calls finish, then OnDeactivateAsync runs; other calls wait.</summary>
    Deactivating,

    /// <summary>It has ended; calls go to another activation.</summary>
    Ended,
}
