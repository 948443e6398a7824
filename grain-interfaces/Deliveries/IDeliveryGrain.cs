using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Deliveries;

/// <summary>
/// Makes the deliveries of one after trigger outside the process: those that commits wrote for its registration. The grain's key is the registration's uuid in
/// format <c>D</c>. What is left to deliver is read from the store.
/// </summary>
[Alias("mo.delivery-grain")]
public interface IDeliveryGrain : IGrainWithStringKey
{
    /// <summary>How long a replay or a skip may take.</summary>
    static readonly TimeSpan LongestChange = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Says that there may be something to deliver, or that the registration has changed or is gone. It returns at once. If it is lost, a periodic look at the
    /// store makes up for it.
    /// </summary>
    [Alias("ring"), ResponseTimeout("00:00:05")]
    Task RingAsync();

    /// <summary>
    /// Tries deliveries anew, whether they are parked or wait: without attempts, and at once. One that is parked comes before the later ones of its object that wait.
    /// </summary>
    /// <param name="actor">Who asks for it, for the log.</param>
    /// <param name="numbers">The numbers of the deliveries, at most 10 000; default for all that are parked.</param>
    /// <returns>How many there were; those that are gone are left out.</returns>
    [Alias("replay"), ResponseTimeout("00:02:00")]
    Task<Outcome<int>> ReplayAsync(Actor actor, ImmutableArray<long> numbers);

    /// <summary>Lets deliveries go: they are deleted, whether they are parked or wait. One that is being made at this moment may arrive all the same.</summary>
    /// <param name="actor">Who asks for it, for the log.</param>
    /// <param name="numbers">The numbers of the deliveries, at most 10 000; default for all that are parked.</param>
    /// <returns>How many there were; those that are gone are left out.</returns>
    [Alias("skip"), ResponseTimeout("00:02:00")]
    Task<Outcome<int>> SkipAsync(Actor actor, ImmutableArray<long> numbers);
}
