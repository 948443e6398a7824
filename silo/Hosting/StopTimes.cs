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

    /// <summary>For all of it; after it the host waits no longer.</summary>
    public static readonly TimeSpan All = Requests + Engine;
}
