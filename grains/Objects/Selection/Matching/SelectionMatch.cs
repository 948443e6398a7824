using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Selection.Matching;

/// <summary>Decides whether an object meets conditions, as OS2mo's filters do (docs/os2mo.md §8).</summary>
internal static class SelectionMatch
{
    /// <summary>Whether an object meets a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="candidate">The object.</param>
    /// <param name="answers">What the store said to the parts of the condition that it was asked.</param>
    public static bool Meets(ResolvedCondition condition, Candidate candidate, Answers answers) => condition switch
    {
        ResolvedCondition.OneOf oneOf => Any(candidate, segment => Has(segment.Values[oneOf.Field], oneOf.Values)),
        ResolvedCondition.Lacks lacks => !Any(candidate, segment => segment.Values[lacks.Field] is not null),
        ResolvedCondition.Vacant vacant => Any(candidate, segment => segment.Values[vacant.Field] is null),
        ResolvedCondition.Contains contains => (contains.Uuid && contains.Pattern.Matches(candidate.Uuid))
            || Any(candidate, segment => TextOf(segment.Values, contains.Fields) is { } text && contains.Pattern.Matches(text)),
        ResolvedCondition.RefersTo refers => Any(candidate, segment => ReferencesOf(segment.Values[refers.Field]).Any(refers.Targets.Contains)),
        ResolvedCondition.Among among => among.Uuids.Contains(candidate.Uuid),
        ResolvedCondition.Not not => !Meets(not.Condition, candidate, answers),
        ResolvedCondition.AnyOf any => any.Conditions.Any(each => Meets(each, candidate, answers)),
        _ => answers.Holds(condition, candidate.Uuid),
    };

    /// <summary>The references in a value, which may be null.</summary>
    /// <param name="value">The value of a field.</param>
    public static ImmutableArray<Guid> ReferencesOf(FieldValue? value) => value switch
    {
        FieldValue.Uuid uuid => [uuid.Value],
        FieldValue.Uuids uuids => uuids.Values,
        _ => [],
    };

    private static bool Any(Candidate candidate, Func<Segment, bool> holds)
    {
        foreach (var segment in candidate.Segments)
        {
            if (holds(segment))
                return true;
        }

        return false;
    }

    private static bool Has(FieldValue? value, IReadOnlySet<string> values) => value switch
    {
        null => false,
        FieldValue.Uuids uuids => uuids.Values.Any(uuid => values.Contains(uuid.ToString("D"))),
        _ => values.Contains(value.Canonical),
    };

    private static string? TextOf(FieldValues values, ImmutableArray<FieldDefinition> fields)
    {
        var texts = fields.Select(field => values[field]?.Canonical).OfType<string>();
        return fields is [var only] ? values[only]?.Canonical : texts.Any() ? string.Join(' ', texts) : null;
    }
}
