using System.Collections.Immutable;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Simulation.Judging;

/// <summary>A committed lease whose end was not committed.</summary>
/// <param name="Listener">The listener.</param>
/// <param name="Generation">The hand-out.</param>
/// <param name="Index">Its place in the hand-out.</param>
/// <param name="Position">The listener's position at that time.</param>
/// <param name="Entry">The entry that was handed out.</param>
/// <param name="Keys">The keys of its events.</param>
internal sealed record DurableLease(
    Guid Listener, Generation Generation, int Index, long Position, LeasedEntry Entry, ImmutableArray<string> Keys)
{
    /// <summary>When it ends.</summary>
    public DateTimeOffset Until => Entry.Until;

    /// <summary>The latest number that was handed out.</summary>
    public long Latest => Entry.Numbers[^1];
}
