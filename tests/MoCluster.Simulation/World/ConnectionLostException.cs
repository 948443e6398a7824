namespace MoCluster.Simulation.World;

/// <summary>A client's connection broke, or there was nobody to connect to.</summary>
/// <param name="message">What happened.</param>
internal sealed class ConnectionLostException(string message) : Exception(message);
