namespace MoCluster.History.Rules;

/// <summary>The priority lanes. A queue that holds only some of the pending events reads each lane separately.</summary>
internal static class Lane
{
    private const int DefaultPriority = 10_000;

    /// <summary>
    /// The lane of a priority: negative if the priority is better than the default, zero for the default, positive if it is worse.
    /// </summary>
    public static int Of(int priority) => Math.Sign(priority - DefaultPriority);
}
