namespace MoCluster.Silo.Configuration;

/// <summary>Which triggers run (DESIGN.md §7).</summary>
[Section("Triggers", "Which triggers run.")]
internal sealed record TriggersOptions
{
    [Setting("Whether the sample trigger runs: it refuses org units that are called `forbidden`. For trying out and for tests.")]
    public bool Sample { get; init; }
}
