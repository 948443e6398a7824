using MoCluster.Simulator.Calls;

namespace MoCluster.Simulator.Activations;

/// <summary>What the directory holds for a grain: its activation, or the workers that share its calls.</summary>
internal interface ICallReceiver
{
    /// <summary>Takes a call, or refuses it because it has ended and another must be found.</summary>
    bool Receive(Call call);
}
