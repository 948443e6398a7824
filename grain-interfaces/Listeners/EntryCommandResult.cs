using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>The result of an <see cref="EntryCommand"/>.</summary>
/// <param name="Changed">How many entries it changed.</param>
/// <param name="First">The first of them, as they are now; at most <see cref="MaxShown"/>.</param>
[GenerateSerializer, Immutable, Alias("mo.entry-command-result")]
public sealed record EntryCommandResult([property: Id(0)] int Changed, [property: Id(1)] ImmutableArray<QueuedEvent> First)
{
    /// <summary>How many changed entries are shown at most.</summary>
    public const int MaxShown = 1_000;
}
