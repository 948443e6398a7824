using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Objects.States;

/// <summary>
/// What a registration says of an object: its values, segment by segment. Segments are in order of time and do not overlap, and two
/// segments that touch differ. Where there is no segment the object is not active. Immutable; two states are equal when their segments are
/// (docs/os2mo.md §8.1).
/// </summary>
public sealed class ObjectState : IEquatable<ObjectState>
{
    /// <summary>
    /// The most segments that a state may have, 4 096. A mutation that would make more is refused, since every mutation reads and writes the
    /// whole state.
    /// </summary>
    public const int MaxSegments = 4096;

    private const char KeySeparator = '\u001f';

    private ObjectState(TypeDefinition type, ImmutableArray<Segment> segments)
    {
        Type = type;
        Segments = segments;
    }

    /// <summary>The object's type.</summary>
    public TypeDefinition Type { get; }

    /// <summary>The segments, in order of time.</summary>
    public ImmutableArray<Segment> Segments { get; }

    /// <summary>Whether the object is never active.</summary>
    public bool IsEmpty => Segments.IsEmpty;

    /// <summary>The state of an object that is never active: it was deleted, or terminated from its first instant on.</summary>
    /// <param name="type">The type.</param>
    public static ObjectState Empty(TypeDefinition type) => new(type, []);

    /// <summary>Makes a state from segments. Segments that touch and have the same values are joined.</summary>
    /// <param name="type">The type.</param>
    /// <param name="segments">The segments, in order of time.</param>
    /// <exception cref="ArgumentException">A segment is empty, out of order, of another type, or overlaps the one before it.</exception>
    public static ObjectState Of(TypeDefinition type, IEnumerable<Segment> segments)
    {
        var joined = ImmutableArray.CreateBuilder<Segment>();
        foreach (var segment in segments)
        {
            if (segment.Interval.IsEmpty || (joined.Count > 0 && segment.Interval.From < joined[^1].Interval.To))
                throw new ArgumentException($"The segment {segment.Interval} is empty, or begins before the one before it ends.", nameof(segments));
            if (!ReferenceEquals(segment.Values.Type, type))
                throw new ArgumentException($"The segment is of type '{segment.Values.Type}', not '{type}'.", nameof(segments));
            if (joined.Count > 0 && joined[^1].Interval.To == segment.Interval.From && joined[^1].Values.Equals(segment.Values))
                joined[^1] = joined[^1] with { Interval = new Validity(joined[^1].Interval.From, segment.Interval.To) };
            else
                joined.Add(segment);
        }
        return new ObjectState(type, joined.ToImmutable());
    }

    /// <summary>
    /// Lays changes over an interval. Afterwards the object is active throughout the interval; outside of it nothing differs. Each segment
    /// within the interval takes the changes. A gap takes the values of the segment before it, else of the segment after it, else none, and
    /// then the changes.
    /// </summary>
    /// <remarks>
    /// So an update never shortens a life, and lengthens it where the interval reaches beyond it, as in OS2mo (docs/os2mo.md §8.1). This includes
    /// the time before a person's birth: registers sometimes have a wrong birth, and such an update corrects it.
    /// </remarks>
    /// <param name="interval">The interval; not empty.</param>
    /// <param name="changes">The changes.</param>
    public ObjectState Overlay(Validity interval, ImmutableArray<FieldChange> changes)
    {
        var laid = new List<Segment>(Segments.Length + 2);
        var reached = interval.From;
        FieldValues? carried = null;

        void Fill(DateTimeOffset to, FieldValues? following)
        {
            if (reached < to)
                laid.Add(new Segment(new Validity(reached, to), (carried ?? following ?? FieldValues.None(Type)).With(changes)));
            reached = Intervals.Later(reached, to);
        }

        foreach (var segment in Segments)
        {
            var (from, to) = segment.Interval;
            if (from < interval.From)
                laid.Add(segment with { Interval = new Validity(from, Intervals.Earlier(to, interval.From)) });
            if (to > interval.From)
                Fill(Intervals.Earlier(from, interval.To), segment.Values);
            carried = segment.Values;
            if (segment.Interval.Overlaps(interval))
                Fill(Intervals.Earlier(to, interval.To), segment.Values);
            if (to > interval.To)
                laid.Add(segment with { Interval = new Validity(Intervals.Later(from, interval.To), to) });
        }
        Fill(interval.To, following: null);
        return Of(Type, laid);
    }

    /// <summary>Makes the object inactive within an interval.</summary>
    /// <param name="interval">The interval.</param>
    public ObjectState Terminate(Validity interval) => Rewrite(interval, _ => null);

    /// <summary>Changes the values within an interval, where the object is active there.</summary>
    /// <param name="interval">The interval.</param>
    /// <param name="rewrite">Takes a segment's values and returns the new ones; null makes the object inactive there.</param>
    public ObjectState Rewrite(Validity interval, Func<FieldValues, FieldValues?> rewrite)
    {
        var left = new List<Segment>(Segments.Length + 2);
        foreach (var segment in Segments)
        {
            var (from, to) = segment.Interval;
            if (!segment.Interval.Overlaps(interval))
            {
                left.Add(segment);
                continue;
            }
            if (from < interval.From)
                left.Add(segment with { Interval = new Validity(from, interval.From) });
            if (rewrite(segment.Values) is { } values)
                left.Add(new Segment(new Validity(Intervals.Later(from, interval.From), Intervals.Earlier(to, interval.To)), values));
            if (to > interval.To)
                left.Add(segment with { Interval = new Validity(interval.To, to) });
        }
        return Of(Type, left);
    }

    /// <summary>The values at an instant; null when the object is not active then.</summary>
    /// <param name="instant">The instant.</param>
    public FieldValues? At(DateTimeOffset instant)
    {
        foreach (var segment in Segments)
        {
            if (segment.Interval.Contains(instant))
                return segment.Values;
        }
        return null;
    }

    /// <summary>Whether the object is active at some time in an interval.</summary>
    /// <param name="interval">The interval.</param>
    public bool Overlaps(Validity interval)
    {
        foreach (var segment in Segments)
        {
            if (segment.Interval.Overlaps(interval))
                return true;
        }
        return false;
    }

    /// <summary>When the object is active: intervals in ascending order that neither overlap nor touch.</summary>
    public ImmutableArray<Validity> Presence() => Segments is [var only]
        ? [only.Interval]
        : Intervals.Union(Segments.Select(segment => segment.Interval));

    /// <summary>The instants at which a segment begins or ends, in ascending order. An event is due at each (docs/architecture.md §5.1).</summary>
    public ImmutableArray<DateTimeOffset> Boundaries()
    {
        var instants = new SortedSet<DateTimeOffset>();
        foreach (var segment in Segments)
        {
            if (segment.Interval.From != DateTimeOffset.MinValue)
                instants.Add(segment.Interval.From);
            if (segment.Interval.To != DateTimeOffset.MaxValue)
                instants.Add(segment.Interval.To);
        }
        return [.. instants];
    }

    /// <summary>The distinct user keys that the object has at any time, in ordinal order.</summary>
    public ImmutableArray<string> UserKeys()
    {
        if (Type.FindField("user_key") is not { } field || IsEmpty)
            return [];
        return Segments is [var only]
            ? only.Values[field] is { } key ? [key.Canonical] : []
            : [.. Segments.Select(segment => segment.Values[field]?.Canonical).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The unique keys that the object holds while this is its state, each once. Segments of the past hold theirs too.</summary>
    public ImmutableArray<UniqueKey> UniqueKeys()
    {
        if (Type.UniqueKeys.IsEmpty)
            return [];
        var keys = new HashSet<UniqueKey>();
        foreach (var definition in Type.UniqueKeys)
        {
            foreach (var segment in Segments)
            {
                if (definition.Fields.All(field => segment.Values[field] is not null))
                    keys.Add(new UniqueKey(definition.Scope, string.Join(KeySeparator, definition.Fields.Select(field => segment.Values[field]!.Canonical))));
            }
        }
        return [.. keys.OrderBy(key => key.Scope, StringComparer.Ordinal).ThenBy(key => key.Value, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The key of events about the object (docs/architecture.md §5.1): the person in its last segment, else the org unit, else the object itself.
    /// </summary>
    /// <param name="subject">The object's uuid.</param>
    public string EventKey(Guid subject)
    {
        if (!IsEmpty)
        {
            foreach (var field in Type.EventKeyFields)
            {
                if (Segments[^1].Values[field] is { } value)
                    return value.Canonical;
            }
        }
        return subject.ToString("D");
    }

    /// <summary>Whether the other state says the same.</summary>
    /// <param name="other">Another state.</param>
    public bool Equals(ObjectState? other) =>
        ReferenceEquals(this, other)
        || (other is not null && ReferenceEquals(Type, other.Type) && Segments.AsSpan().SequenceEqual(other.Segments.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ObjectState);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var segment in Segments)
            hash.Add(segment);
        return hash.ToHashCode();
    }
}
