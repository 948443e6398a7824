namespace MoCluster.Silo.Configuration.Sections;

/// <summary>What a mutation does when an HTTP trigger that must run before it cannot be asked.</summary>
internal enum UnreachableTriggers
{
    /// <summary>The mutation is refused.</summary>
    Refuse,

    /// <summary>The mutation goes on as if the trigger had accepted it, and a warning is logged.</summary>
    Skip,
}
