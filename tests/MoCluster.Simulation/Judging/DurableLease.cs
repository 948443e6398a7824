using System.Collections.Immutable;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Simulation.Judging;

/// <summary>A lease that the store knows of and whose end it was not told.</summary>
/// <param name="Listener">To which listener.</param>
/// <param name="Generation">Which hand-out.</param>
/// <param name="Index">Its place in it.</param>
/// <param name="Position">The listener's position then.</param>
/// <param name="Entry">What was given.</param>
/// <param name="Keys">The keys of what was given.</param>
internal sealed record DurableLease(
    Guid Listener, Generation Generation, int Index, long Position, LeasedEntry Entry, ImmutableArray<string> Keys)
{
    /// <summary>When it ends.</summary>
    public DateTimeOffset Until => Entry.Until;

    /// <summary>The latest number that was given.</summary>
    public long Latest => Entry.Numbers[^1];
}
