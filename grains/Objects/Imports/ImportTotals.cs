namespace MoCluster.Grains.Objects.Imports;

/// <summary>What became of the lines of an import so far.</summary>
public sealed record ImportTotals
{
    /// <summary>The last line that was read. Lines before the one with which the import went on count.</summary>
    public long Read { get; init; }

    /// <summary>The line up to which all is decided and durable. An import that goes on begins after it.</summary>
    public long Done { get; init; }

    /// <summary>Objects that were created, or created again after a deletion.</summary>
    public long Created { get; init; }

    /// <summary>Objects that got further registrations.</summary>
    public long Changed { get; init; }

    /// <summary>Objects that the store had already as their lines say.</summary>
    public long Unchanged { get; init; }

    /// <summary>Lines that were refused.</summary>
    public long Failed { get; init; }

    /// <summary>After triggers that failed. What they were told is committed.</summary>
    public long AfterTriggerFailures { get; init; }
}
