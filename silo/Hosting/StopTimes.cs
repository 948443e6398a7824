namespace MoCluster.Silo.Hosting;

/// <summary>
/// How the 10 s are shared out within which the process stops (waits are cut short at once, so that it is far quicker as a rule).
/// </summary>
internal static class StopTimes
{
    /// <summary>For requests that run.</summary>
    public static readonly TimeSpan Requests = TimeSpan.FromSeconds(4);

    /// <summary>For grains to finish what they do.</summary>
    public static readonly TimeSpan Engine = TimeSpan.FromSeconds(3);

    /// <summary>For the store to close; what it has confirmed is on disk before.</summary>
    public static readonly TimeSpan Store = TimeSpan.FromSeconds(2);

    /// <summary>After it the host asks everybody to be done; connections that were cut after <see cref="Requests"/> have a second of it.</summary>
    public static readonly TimeSpan All = Requests + TimeSpan.FromSeconds(1) + Engine;
}
