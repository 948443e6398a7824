using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.Rules;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>
/// Works out what the lines of a group change on top of what the store holds now, and which of them are refused. The rules are those of
/// mutations.
/// </summary>
/// <param name="catalogue">The types of objects.</param>
/// <param name="calendar">Writes intervals for people.</param>
/// <param name="options">The limits of objects.</param>
/// <param name="store">Has the histories of objects that exist already.</param>
public sealed class ImportPlanner(ObjectCatalogue catalogue, ValidityCalendar calendar, ObjectOptions options, IStore store)
{
    /// <summary>The path with which the paths of refusals by rules begin.</summary>
    private const string Path = "values";

    private readonly ChangeRules _rules = new(catalogue, calendar, options);

    /// <summary>The rules of references, which word the refusals of commits too.</summary>
    internal ReferenceRules References => _rules.References;

    /// <summary>Plans a group of lines.</summary>
    /// <param name="lines">The lines, each of another object. Their objects are known to the reads.</param>
    /// <param name="reads">What the run has read.</param>
    /// <param name="cancellation">Ends the reads.</param>
    internal async ValueTask<ImportPlan> PlanAsync(ImmutableArray<ImportLine> lines, MutationReads reads, CancellationToken cancellation)
    {
        var changes = ImmutableArray.CreateBuilder<ObjectChange>(lines.Length);
        var refused = new Dictionary<ObjectKey, Refusal>();
        var keys = new Dictionary<UniqueKey, ImportLine>();
        foreach (var line in lines)
        {
            var change = await ChangeAsync(line, reads, cancellation);
            if (change.Refusal is { } refusal)
                refused.Add(line.Object, refusal);
            else if (TakenTwice(line, keys) is { } taken)
                refused.Add(line.Object, taken);
            else if (change.Value is { Changed: true } made)
                changes.Add(made);
        }
        var unchanged = lines.Length - changes.Count - refused.Count;
        return await SortAsync(new ImportPlan(changes.DrainToImmutable(), [], refused, unchanged), reads);
    }

    /// <summary>Checks the rules once more, without changes that were refused meanwhile.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="reads">What the run has read.</param>
    internal async ValueTask<ImportPlan> SortAsync(ImportPlan plan, MutationReads reads)
    {
        var left = plan.Changes.RemoveAll(change => plan.Refused.ContainsKey(change.Object));
        var (kept, preconditions) = await _rules.SortAsync(left, plan.Refused, reads);
        return plan with { Changes = kept, Preconditions = preconditions };
    }

    /// <summary>The change of a line; null when the store has its history already, perhaps with later registrations.</summary>
    private async ValueTask<Outcome<ObjectChange?>> ChangeAsync(ImportLine line, MutationReads reads, CancellationToken cancellation)
    {
        var row = reads.Row(line.Object);
        var before = reads.State(line.Object);
        var given = line.History;
        if (!given.IsEmpty && row is not null)
        {
            var known = await CountKnownAsync(line, row.Number, cancellation);
            if (!known.Succeeded)
                return known.Refusal;
            given = given[known.Value..];
            if (given.IsEmpty)
                return new Outcome<ObjectChange?>(null, null);
        }
        var type = line.State.Type;
        return new ObjectChange
        {
            Object = line.Object,
            Draft = new MutationDraft
            {
                Mutator = type.Mutators[0],
                Kind = before is null ? MutationKind.Create : MutationKind.Edit,
                Subject = line.Object.Uuid,
                Path = Path,
                Note = line.Note,
            },
            Request = [],
            Row = row,
            Before = before,
            After = line.State,
            Given = given,
        };
    }

    /// <summary>How many registrations of a line the store has already. All that both have must be the same.</summary>
    private async ValueTask<Outcome<int>> CountKnownAsync(ImportLine line, long stored, CancellationToken cancellation)
    {
        var known = 0;
        while (known < line.History.Length && known < stored)
        {
            var page = await store.ReadRegistrationsAsync(
                line.Object, known, Math.Min(line.History.Length - known, StoreLimits.MaxBatch), cancellation);
            foreach (var row in page)
            {
                if (!AreSame(row, line.History[known]))
                {
                    return new Refusal(
                        RefusalCode.Conflict,
                        $"The {line.Object.Type} '{line.Object.Uuid:D}' exists, with another registration {row.Number} (of {row.Time:O}). A history "
                        + "can be imported only where the store has none, or the beginning of the same.",
                        $"registrations[{known}]");
                }
                known++;
            }
            if (page.IsEmpty)
                break;
        }
        return known;
    }

    private static bool AreSame(RegistrationRow one, RegistrationRow other) =>
        one.Number == other.Number && one.Time == other.Time && one.Actor == other.Actor && one.Operation == other.Operation
        && one.Note == other.Note && one.State.AsSpan().SequenceEqual(other.State.AsSpan());

    /// <summary>Refuses a line that takes a unique key which a line before it in the same commit takes.</summary>
    private static Refusal? TakenTwice(ImportLine line, Dictionary<UniqueKey, ImportLine> keys)
    {
        foreach (var key in line.State.UniqueKeys())
        {
            if (!keys.TryAdd(key, line))
            {
                var definition = line.State.Type.UniqueKeys.First(known => known.Scope == key.Scope);
                return new Refusal(
                    definition.Code, $"{definition.Message} Line {keys[key].Number} has it.", $"{Path}.{definition.Fields[0].Name}");
            }
        }
        return null;
    }
}
