using MoCluster.GrainInterfaces;

namespace MoCluster.Simulation.Clients;

/// <summary>Interprets the answers that clients get.</summary>
internal static class ClientAnswer
{
    /// <summary>Whether a refusal leaves the outcome unknown; every other refusal means that nothing was done.</summary>
    public static bool IsUnknown(Refusal refusal) => refusal.Code == RefusalCode.Superseded;
}
