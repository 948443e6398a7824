namespace MoCluster.Client;

/// <summary>How a server is.</summary>
/// <param name="IsReady">Whether it serves.</param>
/// <param name="Says">What it says of itself: what it waits for, or what of it is degraded.</param>
/// <param name="Version">Its version.</param>
public sealed record ServerHealth(bool IsReady, string Says, string Version);
