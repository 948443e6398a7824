namespace MoCluster.Silo.Hosting;

/// <summary>
/// The shares of the 10 s within which the process stops. A stop is usually far quicker, because waits end at once.
/// </summary>
internal static class StopTimes
{
    /// <summary>The time for running requests.</summary>
    public static readonly TimeSpan Requests = TimeSpan.FromSeconds(4);

    /// <summary>The time for grains to finish their work.</summary>
    public static readonly TimeSpan Engine = TimeSpan.FromSeconds(3);

    /// <summary>The time for the store to close. Confirmed commits are on disk already.</summary>
    public static readonly TimeSpan Store = TimeSpan.FromSeconds(2);

    /// <summary>The time after which the host stops waiting for its services. It includes a second for connections that were cut after <see cref="Requests"/>.</summary>
    public static readonly TimeSpan All = Requests + TimeSpan.FromSeconds(1) + Engine;
}
