namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>Asks a listener for events.</summary>
/// <param name="Listener">The listener.</param>
/// <param name="Limit">How many at most, from 1.</param>
/// <param name="Wait">How long to wait when there is nothing, at most 10 s; the API repeats the call for longer waits. Zero to answer at once.</param>
/// <param name="Window">
/// The fetch gives nothing while this many events of the listener are leased; null for the listener's own limit alone.
/// </param>
[GenerateSerializer, Immutable, Alias("mo.fetch")]
public sealed record Fetch(
    [property: Id(0)] Guid Listener,
    [property: Id(1)] int Limit = 1,
    [property: Id(2)] TimeSpan Wait = default,
    [property: Id(3)] int? Window = null);
