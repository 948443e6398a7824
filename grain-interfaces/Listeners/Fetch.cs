namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>A request for events.</summary>
/// <param name="Listener">From which listener.</param>
/// <param name="Limit">How many at most, from 1.</param>
/// <param name="Wait">How long to wait when there is nothing: a slice of at most 10 s, which the API strings together; zero to answer at once.</param>
/// <param name="Window">
/// How many events of the listener may be leased at once for this fetch to give any, besides the listener's own limit; null for that alone.
/// </param>
[GenerateSerializer, Immutable, Alias("mo.fetch")]
public sealed record Fetch(
    [property: Id(0)] Guid Listener,
    [property: Id(1)] int Limit = 1,
    [property: Id(2)] TimeSpan Wait = default,
    [property: Id(3)] int? Window = null);
