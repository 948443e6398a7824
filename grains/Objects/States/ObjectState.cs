using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Grains.Objects.States;

/// <summary>
/// What a registration says of an object: segments in order of time that do not overlap, and of which no two that touch are
/// alike. Where there is no segment the object is not active. Immutable; equal when the segments are (os2mo.md §4).
/// </summary>
public sealed class ObjectState : IEquatable<ObjectState>
{
    /// <summary>The greatest number of segments: beyond it a mutation is refused, as every one reads and writes the whole state.</summary>
    public const int MaxSegments = 4096;

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

    /// <summary>The state of an object that is never active: deleted, or terminated from its first instant on.</summary>
    /// <param name="type">The type.</param>
    public static ObjectState Empty(TypeDefinition type) => new(type, []);

    /// <summary>A state of given segments.</summary>
    /// <param name="type">The type.</param>
    /// <param name="segments">Segments in order of time; alike ones that touch are joined.</param>
    /// <exception cref="ArgumentException">A segment is empty, out of order, of another type, or overlaps its predecessor.</exception>
    public static ObjectState Of(TypeDefinition type, IEnumerable<Segment> segments)
    {
        var joined = ImmutableArray.CreateBuilder<Segment>();
        foreach (var segment in segments)
        {
            if (segment.Interval.IsEmpty || (joined.Count > 0 && segment.Interval.From < joined[^1].Interval.To))
                throw new ArgumentException($"The segment {segment.Interval} is empty, or begins before its predecessor ends.", nameof(segments));
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
    /// Lays changes over an interval, throughout which the object is active afterwards. Within it each segment takes the changes
    /// by itself; where there was none, the values of the one before it are carried on, else those of the one after it, else none
    /// at all. Outside of it nothing differs. So an update never shortens a life, and lengthens one where it reaches beyond it, as in
    /// OS2mo (os2mo.md §4): also before a person's birth, as births in registers are wrong at times, and that is how they are mended.
    /// </summary>
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

    /// <summary>Changes the values within an interval, as far as the object is active there.</summary>
    /// <param name="interval">The interval.</param>
    /// <param name="rewrite">Gives the values that a segment has within the interval; null to make the object inactive there.</param>
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

    /// <summary>Whether the other says the same.</summary>
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
