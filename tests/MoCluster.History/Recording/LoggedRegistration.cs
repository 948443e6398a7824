namespace MoCluster.History;

/// <summary>A registration as the store holds it when the run is over.</summary>
/// <param name="Number">Its number in its object.</param>
/// <param name="Marker">The marker that its mutation wrote; null for registrations that the run did not make.</param>
public sealed record LoggedRegistration(long Number, string? Marker);
