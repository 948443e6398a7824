using System.Numerics;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.Memory.State;
using static MoCluster.Stores.Memory.Rules.CommitRules;

namespace MoCluster.Stores.Memory.Judging;

/// <summary>Judges the progress of a listener group, on the state with the commit's events and definitions in it.</summary>
internal static class GroupJudge
{
    /// <summary>Whether a group is at an epoch.</summary>
    public static CommitRefusal? At(StoreState state, Precondition.GroupAt wanted)
    {
        var epoch = state.GroupOf(wanted.Group).Epoch;
        return epoch == wanted.Epoch ? null : new CommitRefusal(wanted, $"its epoch is {epoch}");
    }

    /// <summary>Judges what is written under an epoch that was found to be the current one.</summary>
    /// <returns>The implied precondition that does not hold; null when all do.</returns>
    /// <exception cref="ArgumentException">It would undo what is settled, or settle what was never there.</exception>
    public static CommitRefusal? Refuse(StoreState state, GroupWrite write)
    {
        var group = state.GroupOf(write.Group);
        foreach (var progress in write.Listeners)
        {
            if (RefuseListener(state, write, progress.Listener) is { } refusal)
                return refusal;
            CheckProgress(state, progress);
        }

        foreach (var lease in write.Leases)
        {
            if (RefuseListener(state, write, lease.Listener) is { } refusal)
                return refusal;
            Require(
                !group.Leases.ContainsKey(lease.Generation), $"The generation {lease.Generation} of group {write.Group:D} was used before.");
            CheckLease(state, lease);
        }

        CheckChanges(group, write);
        return null;
    }

    private static CommitRefusal? RefuseListener(StoreState state, GroupWrite write, Guid listener)
    {
        if (DefinitionJudge.Exists(state, new Precondition.ListenerExists(listener)) is { } refusal)
            return refusal;

        // An epoch fences its own group only: writing another group's listener under it would pass that group's fence.
        var group = state.Listeners[listener].Definition.Group;
        Require(
            group == write.Group,
            $"The listener {listener:D} is of group {group:D}, not of {write.Group:D}, under whose epoch it is written.");
        return null;
    }

    private static void CheckProgress(StoreState state, ListenerProgress progress)
    {
        var stored = state.Listeners[progress.Listener];
        var head = state.EndsOf(stored.Definition.Stream).Last;
        Require(
            progress.NewPosition is null || progress.NewPosition > stored.Position,
            $"The listener {progress.Listener:D} is at position {stored.Position}; a new one is above, not {progress.NewPosition}.");
        Require(
            progress.NewPosition is not null || progress.Frontier >= stored.Frontier,
            $"Without a new position the frontier of listener {progress.Listener:D} never goes back, from {stored.Frontier} to {progress.Frontier}.");
        Require(
            progress.Frontier <= head,
            $"The frontier of listener {progress.Listener:D} would be {progress.Frontier}, past the stream's end {head}.");
        foreach (var page in progress.Bitmaps)
        {
            Require(
                Highest(page) <= head,
                $"The page {page.Index} of listener {progress.Listener:D} settles {Highest(page)}, past the stream's end {head}.");
        }
    }

    private static void CheckLease(StoreState state, LeaseRecord lease)
    {
        var head = state.EndsOf(state.Listeners[lease.Listener].Definition.Stream).Last;
        foreach (var entry in lease.Entries)
        {
            Require(
                entry.Numbers[^1] <= head, $"The lease {lease.Generation} holds number {entry.Numbers[^1]}, past the stream's end {head}.");
        }

    }

    private static void CheckChanges(StoredGroup group, GroupWrite write)
    {
        foreach (var change in write.LeaseChanges)
        {
            if (!group.Leases.TryGetValue(change.Generation, out var given))
                given = write.Leases.FirstOrDefault(lease => lease.Generation == change.Generation);
            if (given is null)
                continue;
            Require(
                change.Index >= 0 && change.Index < given.Entries.Length,
                $"The lease {change.Generation} of group {write.Group:D} has {given.Entries.Length} entries, none at {change.Index}.");
        }
    }

    /// <summary>The highest number that a page settles; 0 for none.</summary>
    public static long Highest(SettledBitmap page)
    {
        for (var word = page.Bits.Length - 1; word >= 0; word--)
        {
            if (page.Bits[word] != 0)
                return (page.Index * StoreLimits.BitmapSize) + (word * 64L) + BitOperations.Log2(page.Bits[word]) + 1;
        }

        return 0;
    }
}
