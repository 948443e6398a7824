namespace MoCluster.History;

/// <summary>A registration as the store held it at the end of the run.</summary>
/// <param name="Number">The number in its object.</param>
/// <param name="Marker">The marker that its mutation wrote; null for registrations that the run did not make.</param>
public sealed record LoggedRegistration(long Number, string? Marker);
