using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Selection;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Conformance.Stores.Selection;

/// <summary>Finds objects as the conditions say, by looking at all of them, word for word and without an index.</summary>
/// <param name="world">The objects.</param>
internal sealed class NaiveSelection(ObjectWorld world)
{
    /// <summary>The objects of a selection, ascending.</summary>
    public List<(ObjectKey Key, ObjectState State)> Find(ObjectSelection selection) =>
    [
        .. StatesOf(selection.Type, selection.KnownAt).Where(each =>
            Overlapping(each.State, selection.Interval).Any()
            && (selection.Uuids.IsDefault || selection.Uuids.Contains(each.Key.Uuid))
            && selection.Conditions.All(condition => Meets(condition, selection, each.Key, each.State))),
    ];

    /// <summary>To which objects a field refers within an interval.</summary>
    public static IEnumerable<Guid> References(ObjectState state, FieldDefinition field, Validity interval) =>
        Overlapping(state, interval).SelectMany(segment => segment.Values[field] switch
        {
            FieldValue.Uuid uuid => [uuid.Value],
            FieldValue.Uuids uuids => uuids.Values,
            _ => ImmutableArray<Guid>.Empty,
        });

    private bool Meets(SelectionCondition condition, ObjectSelection of, ObjectKey key, ObjectState state)
    {
        var segments = Overlapping(state, of.Interval).ToList();
        switch (condition)
        {
            case SelectionCondition.OneOf oneOf:
                return segments.Exists(segment => segment.Values[oneOf.Field] is { } value && value.Canonical.Split(',').Any(oneOf.Values.Contains));
            case SelectionCondition.Lacks lacks:
                return segments.TrueForAll(segment => segment.Values[lacks.Field] is null);
            case SelectionCondition.Vacant vacant:
                return segments.Exists(segment => segment.Values[vacant.Field] is null);
            case SelectionCondition.Contains contains:
                return (contains.Uuid && $"{key.Uuid}".Contains(contains.Query, StringComparison.OrdinalIgnoreCase))
                    || segments.Exists(segment => Searched(segment, contains));
            case SelectionCondition.RefersTo refers:
                var targets = refers.Target.Uuids.IsDefault || refers.ChecksTargets ? Uuids(refers.Target) : [.. refers.Target.Uuids];
                return References(state, refers.Field, of.Interval).Any(targets.Contains);
            case SelectionCondition.ReferredBy referred:
                return Find(referred.Source).Any(source => References(source.State, referred.Field, referred.Within).Contains(key.Uuid));
            case SelectionCondition.Below below:
                return Above(key.Uuid, below.Parent, of).Overlaps(Uuids(below.Top));
            case SelectionCondition.Above above:
                return Uuids(above.Bottom).Any(bottom => Above(bottom, above.Parent, of).Contains(key.Uuid));
            case SelectionCondition.Registered registered:
                return IsRegistered(key, registered);
            case SelectionCondition.Not not:
                return !Meets(not.Condition, of, key, state);
            case SelectionCondition.AnyOf any:
                return any.Conditions.Any(each => Meets(each, of, key, state));
            default:
                throw new NotSupportedException($"{condition}");
        }
    }

    private HashSet<Guid> Uuids(ObjectSelection selection) => [.. Find(selection).Select(each => each.Key.Uuid)];

    /// <summary>An object and all above it.</summary>
    private HashSet<Guid> Above(Guid uuid, FieldDefinition parent, ObjectSelection of)
    {
        var above = new HashSet<Guid> { uuid };
        int before;
        do
        {
            before = above.Count;
            foreach (var (key, state) in StatesOf(of.Type, of.KnownAt).Where(each => above.Contains(each.Key.Uuid)).ToList())
                above.UnionWith(References(state, parent, of.Interval));
        }
        while (above.Count > before);
        return above;
    }

    private bool IsRegistered(ObjectKey key, SelectionCondition.Registered registered)
    {
        var history = world.Objects[key];
        for (var i = 0; i < history.Length; i++)
        {
            var isOver = i + 1 < history.Length && registered.Start is { } start && history[i + 1].Row.Time <= start;
            if ((registered.Actors.IsDefault || registered.Actors.Contains(history[i].Row.Actor)) && !isOver && !(history[i].Row.Time > registered.End))
                return true;
        }

        return false;
    }

    private static bool Searched(Segment segment, SelectionCondition.Contains contains)
    {
        var texts = contains.Fields.Select(field => segment.Values[field]?.Canonical).Where(text => text is not null).ToList();
        var query = contains.Query.All(character => char.IsDigit(character) || character is '-' or ' ')
            ? contains.Query.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)
            : contains.Query;
        var pattern = string.Join(".*", query.Split(' ').Select(System.Text.RegularExpressions.Regex.Escape));
        return texts.Count > 0 && System.Text.RegularExpressions.Regex.IsMatch(
            string.Join(' ', texts), pattern, System.Text.RegularExpressions.RegexOptions.IgnoreCase | System.Text.RegularExpressions.RegexOptions.CultureInvariant);
    }

    private IEnumerable<(ObjectKey Key, ObjectState State)> StatesOf(TypeDefinition type, DateTimeOffset? knownAt) =>
        from each in world.Objects
        where each.Key.Type == type.Name
        let known = each.Value.Where(registration => knownAt is null || registration.Row.Time <= knownAt).ToList()
        where known.Count > 0
        select (each.Key, known[^1].State);

    private static IEnumerable<Segment> Overlapping(ObjectState state, Validity interval) =>
        state.Segments.Where(segment => segment.Interval.Overlaps(interval));
}
