using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.States;

/// <summary>What follows from a state, for the commit of the registration that says it (DESIGN.md §4 and §5).</summary>
public static class Derivation
{
    private const char Separator = '\u001f';

    /// <summary>Where the object is active: ascending, apart from each other.</summary>
    /// <param name="state">The state.</param>
    public static ImmutableArray<Validity> Presence(ObjectState state) => state.Segments is [var only]
        ? [only.Interval]
        : Intervals.Union(state.Segments.Select(segment => segment.Interval));

    /// <summary>To whom the state refers and when: one reference for a stretch of time, in order of field, target and time.</summary>
    /// <param name="state">The state.</param>
    public static ImmutableArray<Reference> References(ObjectState state)
    {
        var found = new List<Reference>();
        foreach (var segment in state.Segments)
        {
            foreach (var field in state.Type.ReferenceFields)
            {
                foreach (var target in Targets(segment.Values[field]))
                    found.Add(new Reference(field.Name, new ObjectKey(field.Target!, target), segment.Interval));
            }
        }

        found.Sort(Compare);
        var united = ImmutableArray.CreateBuilder<Reference>(found.Count);
        foreach (var reference in found)
        {
            if (united.Count > 0 && united[^1] is var last && (last.Field, last.Target) == (reference.Field, reference.Target)
                && reference.Interval.From <= last.Interval.To)
            {
                united[^1] = last with { Interval = new Validity(last.Interval.From, Intervals.Later(last.Interval.To, reference.Interval.To)) };
            }
            else
            {
                united.Add(reference);
            }
        }

        return united.DrainToImmutable();
    }

    /// <summary>The distinct user keys in the state, in ordinal order.</summary>
    /// <param name="state">The state.</param>
    public static ImmutableArray<string> UserKeys(ObjectState state)
    {
        if (state.Type.FindField("user_key") is not { } field || state.IsEmpty)
            return [];
        return state.Segments is [var only]
            ? only.Values[field] is { } key ? [key.Canonical] : []
            : [.. state.Segments.Select(segment => segment.Values[field]?.Canonical).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The unique keys that the object holds while this is its state, each once; those of past segments are held too.</summary>
    /// <param name="state">The state.</param>
    public static ImmutableArray<UniqueKey> Keys(ObjectState state)
    {
        if (state.Type.UniqueKeys.IsEmpty)
            return [];
        var keys = new HashSet<UniqueKey>();
        foreach (var definition in state.Type.UniqueKeys)
        {
            foreach (var segment in state.Segments)
            {
                if (definition.Fields.All(field => segment.Values[field] is not null))
                    keys.Add(new UniqueKey(Scope(state.Type, definition), Join(definition, segment.Values)));
            }
        }
        return [.. keys.OrderBy(key => key.Scope, StringComparer.Ordinal).ThenBy(key => key.Value, StringComparer.Ordinal)];
    }

    /// <summary>What a unique key's values are unique within, for example <c>person.cpr_number</c>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="definition">One of its unique keys.</param>
    public static string Scope(TypeDefinition type, UniqueKeyDefinition definition) => $"{type.Name}.{definition.Name}";

    /// <summary>The instants at which a segment begins or ends, ascending: each is an effect that an event is owed for.</summary>
    /// <param name="state">The state.</param>
    public static ImmutableArray<DateTimeOffset> Boundaries(ObjectState state)
    {
        var instants = new SortedSet<DateTimeOffset>();
        foreach (var segment in state.Segments)
        {
            if (segment.Interval.From != DateTimeOffset.MinValue)
                instants.Add(segment.Interval.From);
            if (segment.Interval.To != DateTimeOffset.MaxValue)
                instants.Add(segment.Interval.To);
        }
        return [.. instants];
    }

    /// <summary>
    /// The key of the events of a registration: the person, else the org unit, else the object itself, as the last segment has
    /// them; when the registration leaves no segment, as the state before it had them (DESIGN.md §5).
    /// </summary>
    /// <param name="subject">The object's uuid.</param>
    /// <param name="state">The state that the registration says.</param>
    /// <param name="before">The state before it; null for none.</param>
    public static string EventKey(Guid subject, ObjectState state, ObjectState? before)
    {
        if (LastValues(state, before) is { } values)
        {
            foreach (var field in state.Type.EventKeyFields)
            {
                if (values[field] is { } value)
                    return value.Canonical;
            }
        }
        return subject.ToString("D");
    }

    /// <summary>The object of a type that a registration concerns, by the field of that name or by being one; null when there is none.</summary>
    /// <param name="concerned"><c>person</c> or <c>org_unit</c>: what triggers know as <c>employee_uuid</c> and <c>org_unit_uuid</c>.</param>
    /// <param name="subject">The object's uuid.</param>
    /// <param name="state">The state that the registration says.</param>
    /// <param name="before">The state before it; null for none.</param>
    public static Guid? Concerned(string concerned, Guid subject, ObjectState state, ObjectState? before)
    {
        if (state.Type.Name == concerned)
            return subject;
        return state.Type.FindField(concerned) is { } field && LastValues(state, before)?[field] is FieldValue.Uuid uuid ? uuid.Value : null;
    }

    private static int Compare(Reference left, Reference right)
    {
        var order = string.CompareOrdinal(left.Field, right.Field);
        order = order != 0 ? order : left.Target.CompareTo(right.Target);
        return order != 0 ? order : left.Interval.From.CompareTo(right.Interval.From);
    }

    private static FieldValues? LastValues(ObjectState state, ObjectState? before)
    {
        var told = state.IsEmpty && before is not null ? before : state;
        return told.IsEmpty ? null : told.Segments[^1].Values;
    }

    private static ImmutableArray<Guid> Targets(FieldValue? value) => value switch
    {
        FieldValue.Uuid uuid => [uuid.Value],
        FieldValue.Uuids uuids => uuids.Values,
        _ => [],
    };

    private static string Join(UniqueKeyDefinition definition, FieldValues values) =>
        string.Join(Separator, definition.Fields.Select(field => values[field]!.Canonical));
}
