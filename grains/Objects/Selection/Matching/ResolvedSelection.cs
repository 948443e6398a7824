using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Grains.Objects.Selection.Matching;

/// <summary>A selection whose nested selections were replaced by what they found.</summary>
/// <param name="Type">The type of the objects.</param>
/// <param name="Interval">When they are active.</param>
/// <param name="KnownAt">As registered when; null for now.</param>
/// <param name="Known">The only objects that can be found, ascending, each once; null if any object of the type can be.</param>
/// <param name="Conditions">The conditions that must still be looked at.</param>
internal sealed record ResolvedSelection(
    TypeDefinition Type,
    Validity Interval,
    DateTimeOffset? KnownAt,
    ImmutableArray<Guid>? Known,
    ImmutableArray<ResolvedCondition> Conditions)
{
    /// <summary>
    /// Makes a selection of a list of uuids and conditions. Conditions that are sets of uuids are taken together with the list, so the fewest objects are
    /// read.
    /// </summary>
    /// <param name="of">The selection that was resolved.</param>
    /// <param name="conditions">Its conditions.</param>
    public static ResolvedSelection Of(ObjectSelection of, IEnumerable<ResolvedCondition> conditions)
    {
        var left = ImmutableArray.CreateBuilder<ResolvedCondition>();
        var sets = new List<IReadOnlySet<Guid>>();
        foreach (var condition in conditions)
        {
            if (condition is ResolvedCondition.Among among)
                sets.Add(among.Uuids);
            else
                left.Add(condition);
        }

        sets.Sort((one, other) => one.Count.CompareTo(other.Count));
        IEnumerable<Guid>? known = of.Uuids.IsDefault ? sets.FirstOrDefault() : of.Uuids;
        var all = known?.Where(uuid => sets.TrueForAll(set => set.Contains(uuid))).Distinct().Order();
        return new ResolvedSelection(of.Type, of.Interval, of.KnownAt, all?.ToImmutableArray(), left.DrainToImmutable());
    }

    /// <summary>Whether nothing can be found.</summary>
    public bool IsVoid => Interval.IsEmpty || Known is [] || Conditions.Any(IsNever);

    private static bool IsNever(ResolvedCondition condition) => condition switch
    {
        ResolvedCondition.OneOf oneOf => oneOf.Values.Count == 0,
        ResolvedCondition.RefersTo refers => refers.Targets.Count == 0,
        ResolvedCondition.Registered registered => registered.Actors is { Count: 0 },
        ResolvedCondition.AnyOf any => any.Conditions.All(IsNever),
        _ => false,
    };
}
