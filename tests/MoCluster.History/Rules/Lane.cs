namespace MoCluster.History.Rules;

/// <summary>The priority lanes, which a queue that holds only a part of what waits reads each on its own.</summary>
internal static class Lane
{
    private const int DefaultPriority = 10_000;

    /// <summary>In which lane a priority is: below zero for better than the default one, above for worse.</summary>
    public static int Of(int priority) => Math.Sign(priority - DefaultPriority);
}
