using MoCluster.Grains.Storage.Events;

namespace MoCluster.Stores.Formats;

/// <summary>Writes consecutive events of one stream into event blocks, one block after another. See <see cref="EventBlock"/>.</summary>
internal sealed class EventBlockWriter
{
    private readonly RowWriter _writer = new();
    private readonly List<(int Place, string TraceParent)> _traced = [];

    /// <summary>How many events the block holds so far.</summary>
    public int Count { get; private set; }

    /// <summary>How many of the events are in the lane <see cref="PriorityLane.Better"/>.</summary>
    public int Better { get; private set; }

    /// <summary>How many of the events are in the lane <see cref="PriorityLane.Worse"/>.</summary>
    public int Worse { get; private set; }

    /// <summary>Adds the next event.</summary>
    public void Add(EventDraft draft)
    {
        if (draft.TraceParent is { } traceParent)
            _traced.Add((Count, traceParent));
        if (Count++ == 0)
            _writer.Byte(EventBlock.Version);
        var lane = PriorityLanes.Of(draft.Priority);
        var hasKey = draft.Key != draft.Subject;
        var parts = EventFormat.PartsOf(draft.Registration, draft.Target);
        parts |= hasKey ? EventBlock.HasKey : 0;
        parts |= lane == PriorityLane.Default ? 0 : EventBlock.HasPriority;
        parts |= draft.Triggerless ? EventBlock.IsTriggerless : 0;
        _writer.Byte((byte)parts);
        _writer.Uuid(draft.Uuid);
        _writer.Text(draft.Subject);
        if (hasKey)
            _writer.Text(draft.Key);
        if (lane != PriorityLane.Default)
            _writer.Number(draft.Priority);
        EventFormat.WriteParts(_writer, draft.Registration, draft.Target);
        Better += lane == PriorityLane.Better ? 1 : 0;
        Worse += lane == PriorityLane.Worse ? 1 : 0;
    }

    /// <summary>Returns the bytes of the block, and begins the next one.</summary>
    public byte[] Take() => TakeSpan().ToArray();

    /// <summary>Returns the bytes of the block without a copy, and begins the next one. They are valid until the next event is added.</summary>
    public ReadOnlySpan<byte> TakeSpan()
    {
        (Count, Better, Worse) = (0, 0, 0);
        foreach (var (place, traceParent) in _traced)
            TraceFormat.Write(_writer, place, traceParent);
        _traced.Clear();
        return _writer.TakeSpan();
    }
}
