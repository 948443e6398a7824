using MoCluster.GrainInterfaces;

namespace MoCluster.Simulation.Clients;

/// <summary>What an answer says of what was asked for.</summary>
internal static class ClientAnswer
{
    /// <summary>Whether a refusal leaves open what became of it: everything else says that nothing was done.</summary>
    public static bool IsUnknown(Refusal refusal) => refusal.Code == RefusalCode.Superseded;
}
