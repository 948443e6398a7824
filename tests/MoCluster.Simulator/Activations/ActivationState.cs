namespace MoCluster.Simulator.Activations;

/// <summary>The life of an activation, in order.</summary>
internal enum ActivationState
{
    /// <summary>No call has come yet.</summary>
    New,

    /// <summary>OnActivateAsync runs; calls wait.</summary>
    Activating,

    /// <summary>Calls run.</summary>
    Valid,

    /// <summary>What runs is finished, then OnDeactivateAsync runs; calls wait.</summary>
    Deactivating,

    /// <summary>Gone; calls go elsewhere.</summary>
    Ended,
}
