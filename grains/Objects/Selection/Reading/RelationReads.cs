using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Selection.Matching;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Selection.Reading;

/// <summary>Finds which objects of a selection refer to which targets.</summary>
/// <param name="store">The store.</param>
/// <param name="options">The limits.</param>
internal sealed class RelationReads(IObjectStore store, SelectionOptions options)
{
    private readonly SelectionRun _run = new(store, options);

    /// <summary>Whether references alone tell the answer, so that no object must be read.</summary>
    /// <param name="selection">The selection.</param>
    public static bool IsPlain(ObjectSelection selection) =>
        selection is { Uuids.IsDefault: true, Conditions.IsEmpty: true, KnownAt: null, Interval.IsEmpty: false };

    /// <summary>Asks for those who refer, as far as references tell.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="field">The field that refers.</param>
    public static ReferrerQuery QueryOf(ObjectSelection selection, FieldDefinition field) =>
        new(selection.Type.Name, field.Name, field.Target!, [], selection.Interval, 1);

    /// <summary>Finds the pairs of a target and an object that refers to it.</summary>
    /// <typeparam name="T">What is kept of an object.</typeparam>
    /// <param name="selection">Says which objects count.</param>
    /// <param name="field">The field that refers.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="keep">Makes what is kept of an object.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The pairs, objects ascending by uuid; a refusal if there are too many.</returns>
    public async ValueTask<Outcome<List<(Guid Target, T Source)>>> FindAsync<T>(
        ObjectSelection selection, FieldDefinition field, HashSet<Guid> targets, Func<Candidate, T> keep, CancellationToken cancellation)
    {
        if (targets.Count == 0)
            return new List<(Guid, T)>();
        var resolved = await new SelectionResolver(store, options).ResolveAsync(selection, cancellation);
        if (!resolved.Succeeded)
            return resolved.Refusal;
        var referring = resolved.Value with { Conditions = resolved.Value.Conditions.Insert(0, new ResolvedCondition.RefersTo(field, targets)) };

        // Earlier registrations have no index by what they refer to, so all objects of the type are looked at.
        if (selection.KnownAt is null)
        {
            var referrers = await new AllReferrers(store, options).ReadAsync(QueryOf(selection, field), targets, cancellation);
            if (!referrers.Succeeded)
                return referrers.Refusal;
            var sources = referrers.Value.Select(referrer => referrer.Source).ToHashSet();
            referring = referring with { Known = [.. resolved.Value.Known?.Where(sources.Contains) ?? sources.Order()] };
        }

        // A commit may have come between the reads. What an object refers to is taken from the state that is shown, so that the two agree.
        var found = await _run.FindAsync(
            referring, after: null, options.MaxFound + 1, candidate => (Targets: TargetsOf(candidate), Kept: keep(candidate)), cancellation);
        return found.Count > options.MaxFound
            ? options.TooMany($"objects of type {selection.Type.Name}")
            : found.SelectMany(each => each.Targets.Select(target => (target, each.Kept))).ToList();

        Guid[] TargetsOf(Candidate candidate) =>
            [.. candidate.Segments.SelectMany(segment => SelectionMatch.ReferencesOf(segment.Values[field])).Where(targets.Contains).Distinct()];
    }
}
