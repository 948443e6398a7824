using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Selection.Matching;

/// <summary>An object that a selection may find. Its state is decoded only when somebody looks at it.</summary>
/// <param name="selection">The selection.</param>
/// <param name="uuid">The object's uuid.</param>
/// <param name="bytes">Its state as the store has it.</param>
internal sealed class Candidate(ResolvedSelection selection, Guid uuid, ImmutableArray<byte> bytes)
{
    private ObjectState? _state;
    private ImmutableArray<Segment> _segments;

    /// <summary>Makes the candidate of an object's current registration.</summary>
    public static Candidate Of(ResolvedSelection selection, ObjectRow row) => new(selection, row.Object.Uuid, row.State);

    /// <summary>Makes the candidate of an earlier registration of an object.</summary>
    public static Candidate Of(ResolvedSelection selection, HistoryRow row) => new(selection, row.Object.Uuid, row.Registration.State);

    /// <summary>The object's uuid.</summary>
    public Guid Uuid => uuid;

    /// <summary>The object.</summary>
    public ObjectKey Key => new(selection.Type.Name, uuid);

    /// <summary>Its whole state.</summary>
    public ObjectState State => _state ??= ObjectStateCodec.Decode(selection.Type, bytes.AsSpan());

    /// <summary>The segments that overlap the selection's interval.</summary>
    public ImmutableArray<Segment> Segments => _segments.IsDefault ? _segments = Within(selection.Interval) : _segments;

    /// <summary>The segments that overlap an interval.</summary>
    /// <param name="interval">The interval.</param>
    public ImmutableArray<Segment> Within(Validity interval) =>
        State.Segments is [var only] && only.Interval.Overlaps(interval)
            ? State.Segments
            : [.. State.Segments.Where(segment => segment.Interval.Overlaps(interval))];
}
