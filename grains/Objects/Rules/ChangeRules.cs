using System.Collections.Frozen;
using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// Checks the rules between objects for changes that are to be one commit: references, circles, what would be left behind, and the catalogue's
/// linked rules. Mutations and imports use it. Another change may come between the check and the commit, so the commit holds only under the
/// preconditions that the check returns and those that its registrations imply.
/// </summary>
internal sealed class ChangeRules
{
    private readonly ObjectOptions _options;

    /// <summary>Makes the rules.</summary>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="calendar">Writes intervals for people.</param>
    /// <param name="options">The limits.</param>
    public ChangeRules(ObjectCatalogue catalogue, ValidityCalendar calendar, ObjectOptions options)
    {
        _options = options;
        Linked = new LinkedRules(catalogue, calendar, options);
        References = new ReferenceRules(catalogue, calendar);
        Targets = catalogue.Types.SelectMany(type => type.ReferenceFields).Select(field => field.Target!).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The rules of references, which word the refusals of commits too.</summary>
    public ReferenceRules References { get; }

    /// <summary>The rules that look at other objects.</summary>
    public LinkedRules Linked { get; }

    /// <summary>The types to which other objects can refer.</summary>
    public FrozenSet<string> Targets { get; }

    /// <summary>Checks changes until a rule refuses one.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="reads">What the run has read.</param>
    /// <param name="linked">Whether linked rules are checked. A termination only takes away, and what is left was valid before.</param>
    /// <returns>What must hold at the commit beyond what registrations imply; or the refusal.</returns>
    public async ValueTask<Outcome<ImmutableArray<Precondition>>> CheckAsync(
        ImmutableArray<ObjectChange> changes, MutationReads reads, bool linked)
    {
        foreach (var (_, refusal) in await CheckReferencesAsync(changes, reads))
            return refusal;
        var walked = new SortedSet<ObjectKey>();
        var planned = changes.ToDictionary(change => change.Object);
        foreach (var change in changes)
        {
            if (await CheckCyclesAsync(change, planned, walked, reads) is { } cycle)
                return cycle;
        }
        foreach (var (_, refusal) in await CheckEndsAsync(changes, reads))
            return refusal;
        if (!linked)
            return At(walked, reads);
        var scene = new RuleScene(changes, reads);
        foreach (var change in changes)
        {
            if (await Linked.CheckAsync(change, scene) is { } refusal)
                return refusal;
        }
        return At(walked, reads).AddRange(scene.Preconditions);
    }

    /// <summary>
    /// Checks changes and sorts out those that a rule refuses. The others are checked without them: a change that relies on a refused one is
    /// refused too.
    /// </summary>
    /// <param name="changes">The changes.</param>
    /// <param name="refused">Gets the refused changes, by their objects.</param>
    /// <param name="reads">What the run has read.</param>
    /// <returns>The changes that no rule refuses, and what must hold at their commit.</returns>
    public async ValueTask<(ImmutableArray<ObjectChange> Left, ImmutableArray<Precondition> Preconditions)> SortAsync(
        ImmutableArray<ObjectChange> changes, Dictionary<ObjectKey, Refusal> refused, MutationReads reads)
    {
        while (true)
        {
            var before = refused.Count;
            foreach (var (change, refusal) in await CheckReferencesAsync(changes, reads))
                refused.TryAdd(change.Object, refusal);
            var walked = new SortedSet<ObjectKey>();
            var planned = changes.ToDictionary(change => change.Object);
            foreach (var change in changes)
            {
                if (await CheckCyclesAsync(change, planned, walked, reads) is { } cycle)
                    refused.TryAdd(change.Object, cycle);
            }
            foreach (var (change, refusal) in await CheckEndsAsync(changes, reads))
                refused.TryAdd(change.Object, refusal);
            var scene = new RuleScene(changes, reads);
            if (refused.Count == before)
            {
                foreach (var change in changes)
                {
                    if (await Linked.CheckAsync(change, scene) is { } refusal)
                        refused.TryAdd(change.Object, refusal);
                }
            }
            if (refused.Count == before)
                return (changes, At(walked, reads).AddRange(scene.Preconditions));
            changes = changes.RemoveAll(change => refused.ContainsKey(change.Object));
        }
    }

    private async ValueTask<IEnumerable<ChangeRefusal>> CheckReferencesAsync(ImmutableArray<ObjectChange> changes, MutationReads reads)
    {
        if (changes.All(change => change.Added.IsEmpty))
            return [];
        var planned = changes.ToDictionary(change => change.Object);
        await reads.RecallAsync(changes.SelectMany(change => change.Added)
            .Select(reference => reference.Target).Where(target => !planned.ContainsKey(target)));
        return Refused();

        IEnumerable<ChangeRefusal> Refused()
        {
            foreach (var change in changes)
            {
                foreach (var reference in change.Added)
                {
                    ImmutableArray<Validity>? presence = planned.TryGetValue(reference.Target, out var target)
                        ? target.After.Presence()
                        : reads.Row(reference.Target) is { Operation: not MutationKind.Delete } row ? row.Presence : null;
                    if (References.Check(change, reference, presence) is { } refusal)
                        yield return new ChangeRefusal(change, refusal);
                }
            }
        }
    }

    /// <summary>Checks that no acyclic reference leads back to its object. The objects on the way must not change before the commit.</summary>
    private async ValueTask<Refusal?> CheckCyclesAsync(
        ObjectChange change, Dictionary<ObjectKey, ObjectChange> planned, SortedSet<ObjectKey> walked, MutationReads reads)
    {
        if (change.Added.IsEmpty)
            return null;
        // Only objects of the same commit can refer to a new one, so a new one can only form a circle with those.
        var isNew = change.Before is null;
        foreach (var field in change.Type.ReferenceFields.Where(field => field.Acyclic))
        {
            var walk = new AncestorWalk(change.Object, field, change.Added);
            while (walk.Next is { IsEmpty: false } next)
            {
                if (isNew && !next.Any(planned.ContainsKey))
                    break;
                if (walk.Visited + next.Length > _options.MaxAncestors)
                    return ReferenceRules.TooHigh(change, field, _options.MaxAncestors);
                var others = isNew ? [] : next.RemoveAll(planned.ContainsKey);
                await reads.RecallAsync(others);
                walk.Show(key => planned.TryGetValue(key, out var other) ? other.After : isNew ? null : reads.State(key));
                walked.UnionWith(others);
            }
            if (walk.Cycle is { } cycle)
                return References.Cycle(change, cycle);
        }
        return null;
    }

    private async ValueTask<IEnumerable<ChangeRefusal>> CheckEndsAsync(ImmutableArray<ObjectChange> changes, MutationReads reads)
    {
        var ending = changes.Where(change => Targets.Contains(change.Object.Type) && !change.Gone.IsEmpty).ToArray();
        if (ending.Length == 0)
            return [];
        var limit = _options.MaxReferences + 1;
        var rows = await reads.ReferencesAsync(ending.ToDictionary(change => change.Object, change => change.Gone), limit);
        // An object that changes in the same commit counts with its references after the change.
        var planned = changes.Select(change => change.Object).ToHashSet();
        var holders = rows.Where(row => !planned.Contains(row.Source))
            .Concat(changes.SelectMany(change =>
                change.References.Select(reference => new ReferenceRow(change.Object, reference))))
            .ToLookup(row => row.Reference.Target);
        return Refused();

        IEnumerable<ChangeRefusal> Refused()
        {
            foreach (var change in ending)
            {
                var gone = change.Gone;
                var left = holders[change.Object]
                    .Where(row => row.Source != change.Object && gone.Any(row.Reference.Interval.Overlaps)).ToArray();
                if (left.Length > 0)
                    yield return new ChangeRefusal(change, References.StillReferenced(change, left, rows.Length == limit));
            }
        }
    }

    private static ImmutableArray<Precondition> At(SortedSet<ObjectKey> walked, MutationReads reads) =>
        [.. walked.Select(Precondition (key) => new Precondition.ObjectAt(key, reads.Row(key)?.Number ?? 0))];
}
