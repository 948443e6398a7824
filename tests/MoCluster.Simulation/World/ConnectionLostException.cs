namespace MoCluster.Simulation.World;

/// <summary>A client's connection broke, or no silo was there to connect to.</summary>
/// <param name="message">What happened.</param>
internal sealed class ConnectionLostException(string message) : Exception(message);
