namespace MoCluster.Silo.Configuration.Sections;

/// <summary>Which triggers run (DESIGN.md §7).</summary>
internal sealed record TriggersOptions
{
    /// <summary>Whether the sample trigger runs: it refuses org units that are called <c>forbidden</c>. For trying out and for tests.</summary>
    public bool Sample { get; init; }
}
