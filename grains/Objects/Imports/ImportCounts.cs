using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>Counts what becomes of the lines of an import, and tells those that are refused.</summary>
/// <param name="tell">Gets every line that is refused.</param>
internal sealed class ImportCounts(Action<ImportProblem> tell)
{
    /// <summary>Objects that were created, or created again after a deletion.</summary>
    public long Created { get; private set; }

    /// <summary>Objects that got further registrations.</summary>
    public long Changed { get; private set; }

    /// <summary>Lines that changed nothing.</summary>
    public long Unchanged { get; set; }

    /// <summary>Lines that were refused.</summary>
    public long Failed { get; private set; }

    /// <summary>The first line that was refused, by its number; null when none was.</summary>
    public long? FirstFailed { get; private set; }

    /// <summary>After triggers that failed.</summary>
    public long AfterTriggerFailures { get; set; }

    /// <summary>Counts changes that were committed.</summary>
    /// <param name="changes">The changes.</param>
    public void Committed(ImmutableArray<ObjectChange> changes)
    {
        var created = changes.Count(change => change.Draft.Kind == MutationKind.Create);
        Created += created;
        Changed += changes.Length - created;
    }

    /// <summary>Counts and tells a refused line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="refusal">What is wrong.</param>
    public void Refuse(ImportLine line, Refusal refusal) => Refuse(line.Number, refusal);

    /// <summary>Counts and tells a refused line.</summary>
    /// <param name="line">The number of the line.</param>
    /// <param name="refusal">What is wrong.</param>
    public void Refuse(long line, Refusal refusal)
    {
        Failed++;
        FirstFailed = FirstFailed is { } first && first < line ? first : line;
        tell(new ImportProblem(line, refusal));
    }
}
