using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>What a caller asked for with an import.</summary>
public sealed record ImportRequest
{
    /// <summary>The caller. The registrations that the import makes itself are the caller's.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The last line that need not be imported: an earlier run of the same import did it.</summary>
    public long After { get; init; }

    /// <summary>Whether everything is checked and nothing is written.</summary>
    public bool IsDry { get; init; }

    /// <summary>Whether triggers are skipped.</summary>
    public bool Triggerless { get; init; }

    /// <summary>Whether the import ends at the first line that is refused.</summary>
    public bool StopsOnError { get; init; }

    /// <summary>The priority of the events. 1 comes first.</summary>
    public int Priority { get; init; } = EventRecord.DefaultPriority;
}
