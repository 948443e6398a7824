namespace MoCluster.Silo.Configuration.Sections;

/// <summary>The triggers that run (docs/architecture.md §7).</summary>
internal sealed record TriggersOptions
{
    /// <summary>Whether the sample trigger runs. It refuses org units with the name <c>forbidden</c>. Use it for trials and tests only.</summary>
    public bool Sample { get; init; }
}
