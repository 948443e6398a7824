using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Grains.Objects.Planning;

/// <summary>
/// What a valid mutation is going to do: the change of every object that it concerns, and what must still hold at the commit. Mostly there
/// is one object. A mutation that ends or relates other objects changes them in the same commit.
/// </summary>
internal sealed record MutationPlan
{
    /// <summary>The object whose grain leads the mutation, and which the result names.</summary>
    public required ObjectKey Subject { get; init; }

    /// <summary>The changes in the order in which triggers run: led objects first, the leading object last (docs/os2mo.md §7).</summary>
    public required ImmutableArray<ObjectChange> Changes { get; init; }

    /// <summary>
    /// What must hold at the commit beyond what registrations imply: the versions of the objects above one that moves, and of the objects that
    /// rules looked at.
    /// </summary>
    public ImmutableArray<Precondition> Preconditions { get; init; } = [];

    /// <summary>Whether the changes have nothing to do with each other but the commit: an import's lines, each of which is a mutation of its own object.</summary>
    public bool IsGroup { get; init; }

    /// <summary>The leading object's own change; null when only others change.</summary>
    public ObjectChange? Lead => Changes.IsEmpty || Changes[^1].Object != Subject ? null : Changes[^1];

    /// <summary>Whether any registration is made.</summary>
    public bool Changed => Changes.Any(change => change.Changed);

    /// <summary>Whether another plan brings the same registrations of the same objects to the same states.</summary>
    /// <param name="other">The other plan.</param>
    public bool ComesToTheSameAs(MutationPlan other) => Changes.Length == other.Changes.Length && Changes.Zip(other.Changes).All(pair =>
        pair.First.Object == pair.Second.Object && pair.First.Row?.Number == pair.Second.Row?.Number
        && pair.First.After.Equals(pair.Second.After));

    /// <summary>The result of the mutation.</summary>
    /// <param name="time">The time of the commit's first registration; null when the commit made none, or before the commit.</param>
    /// <param name="now">The time to answer with when no object has one.</param>
    public MutationResult Result(DateTimeOffset? time, DateTimeOffset now) =>
        new(Subject, Lead?.Number ?? 0, Changed, time ?? Lead?.Row?.Time ?? now, []);
}
