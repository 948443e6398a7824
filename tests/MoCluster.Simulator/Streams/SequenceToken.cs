using Orleans.Streams;

namespace MoCluster.Simulator.Streams;

/// <summary>The number of an item. Numbers grow within each stream, and start anew with the process.</summary>
internal sealed class SequenceToken(long number) : StreamSequenceToken
{
    /// <inheritdoc/>
    public override long SequenceNumber { get; protected set; } = number;

    /// <inheritdoc/>
    public override int EventIndex { get; protected set; }

    /// <inheritdoc/>
    public override bool Equals(StreamSequenceToken? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

    /// <inheritdoc/>
    public override int GetHashCode() => SequenceNumber.GetHashCode();

    /// <inheritdoc/>
    public override int CompareTo(StreamSequenceToken? other) =>
        other is null ? 1 : (SequenceNumber, EventIndex).CompareTo((other.SequenceNumber, other.EventIndex));
}
