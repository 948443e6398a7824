using System.Collections.Immutable;
using MoCluster.Grains.Objects.Selection.Matching;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Selection.Sources;

/// <summary>Where the objects that a selection may find can be read from. Each nested record is a kind of origin, and there are no others.</summary>
internal abstract record CandidateOrigin
{
    /// <summary>
    /// To so many targets, references are read in the order of the objects that refer, only as far as is needed. Those to more targets are all read
    /// before the first one is known.
    /// </summary>
    public const int MergedTargets = 16;

    /// <summary>How many references are tried at the same time. Filters seldom name more.</summary>
    private const int Tried = 3;

    private CandidateOrigin()
    {
    }

    /// <summary>All objects of the type.</summary>
    public sealed record All : CandidateOrigin;

    /// <summary>The objects with these uuids.</summary>
    public sealed record Known(ImmutableArray<Guid> Uuids) : CandidateOrigin;

    /// <summary>The objects that have, at any time, one of these user keys.</summary>
    public sealed record Keyed(ImmutableArray<string> UserKeys) : CandidateOrigin;

    /// <summary>The objects that meet a condition on what they refer to.</summary>
    public sealed record Referring(ResolvedCondition.RefersTo Condition) : CandidateOrigin;

    /// <summary>
    /// The origins from which a selection can be read, each of which has all that it finds. Which one has the fewest objects is not known before, so all are
    /// read in turns until one has answered.
    /// </summary>
    /// <param name="selection">The selection.</param>
    public static ImmutableArray<CandidateOrigin> Of(ResolvedSelection selection)
    {
        if (selection.Known is { } known)
            return [new Known(known)];

        // Indexes tell of current registrations only.
        if (selection.KnownAt is not null)
            return [new All()];
        var origins = ImmutableArray.CreateBuilder<CandidateOrigin>();
        if (UserKeysOf(selection) is { } userKeys)
            origins.Add(new Keyed(userKeys));
        var references = selection.Conditions.OfType<ResolvedCondition.RefersTo>().OrderBy(condition => condition.Targets.Count).Take(Tried);
        origins.AddRange(references.Select(condition => new Referring(condition)));

        // So many may refer to many targets that it is cheaper to look at all objects.
        if (origins.All(origin => origin is Referring { Condition.Targets.Count: > MergedTargets }))
            origins.Add(new All());
        return origins.DrainToImmutable();
    }

    private static ImmutableArray<string>? UserKeysOf(ResolvedSelection selection)
    {
        var field = selection.Type.FindField("user_key");
        var keys = selection.Conditions.OfType<ResolvedCondition.OneOf>()
            .Where(condition => condition.Field == field && condition.Values.Count <= StoreLimits.MaxBatch)
            .MinBy(condition => condition.Values.Count);
        return keys is null ? null : [.. keys.Values];
    }
}
