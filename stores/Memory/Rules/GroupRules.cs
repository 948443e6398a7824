using System.Collections.Immutable;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Listeners;
using static MoCluster.Stores.Memory.Rules.CommitRules;

namespace MoCluster.Stores.Memory.Rules;

/// <summary>What the progress of listener groups must be in itself.</summary>
internal static class GroupRules
{
    private const int WordsPerPage = StoreLimits.BitmapSize / 64;

    /// <summary>The most open events of an entry (DESIGN.md §5).</summary>
    private const int MaxOpen = 3;

    /// <summary>Checks the groups of a commit.</summary>
    /// <exception cref="ArgumentException">One breaks a rule.</exception>
    public static void Check(ImmutableArray<GroupWrite> groups)
    {
        Given(groups, "Commit.Groups");
        Distinct(groups, write => write.Group, "Commit.Groups");
        foreach (var write in groups)
        {
            Require(
                write.TakeEpoch || write.Epoch >= 1, $"The group {write.Group} is written under epoch {write.Epoch}; take an epoch first.");
            CheckLeases(write);
            Given(write.Listeners, "GroupWrite.Listeners");
            Distinct(write.Listeners, progress => progress.Listener, "GroupWrite.Listeners");
            foreach (var progress in write.Listeners)
                CheckProgress(progress);
        }
    }

    private static void CheckLeases(GroupWrite write)
    {
        Given(write.Leases, "GroupWrite.Leases");
        Given(write.LeaseChanges, "GroupWrite.LeaseChanges");
        Given(write.LeasesDropped, "GroupWrite.LeasesDropped");
        Distinct(write.Leases, lease => lease.Generation, "GroupWrite.Leases");
        Require(!write.TakeEpoch || write.Leases.IsEmpty, $"The group {write.Group} leases under an epoch that it is only taking.");
        foreach (var lease in write.Leases)
        {
            Require(
                lease.Generation.Epoch == write.Epoch && lease.Generation.Ordinal >= 1,
                $"The lease {lease.Generation} of group {write.Group} is not of the epoch {write.Epoch}, ordinals from 1.");
            Given(lease.Entries, "LeaseRecord.Entries");
            foreach (var entry in lease.Entries)
                Require(IsAscending(entry.Numbers), $"The lease {lease.Generation} of group {write.Group}: {Unordered(entry.Subject)}");
        }
    }

    private static void CheckProgress(ListenerProgress progress)
    {
        Given(progress.Bitmaps, "ListenerProgress.Bitmaps");
        Given(progress.Rows, "ListenerProgress.Rows");
        Given(progress.RowsDropped, "ListenerProgress.RowsDropped");
        Require(progress.Frontier >= 0, $"The frontier of listener {progress.Listener} is {progress.Frontier}; it is 0 or more.");
        Distinct(progress.Bitmaps, page => page.Index, "ListenerProgress.Bitmaps");
        Distinct(progress.Rows, row => row.Subject, "ListenerProgress.Rows");
        foreach (var page in progress.Bitmaps)
        {
            Require(
                page.Index >= 0 && !page.Bits.IsDefault && page.Bits.Length == WordsPerPage,
                $"The page {page.Index} of listener {progress.Listener} has not {WordsPerPage} words, or a negative index.");
        }

        foreach (var row in progress.Rows)
        {
            Given(row.Events, "EntryRow.Events");
            TextRules.Check(row.Reason, "The reason of a nack or a park");
            foreach (var record in row.Events)
                CheckTraceParent(record.TraceParent, record.Subject);
            var numbers = ImmutableArray.CreateRange(row.Events, record => record.Number);
            Require(IsAscending(numbers), $"The row of listener {progress.Listener}: {Unordered(row.Subject)}");
        }
    }

    private static string Unordered(string subject) => $"the subject '{subject}' has not 1 to {MaxOpen} open numbers, ascending.";

    private static bool IsAscending(ImmutableArray<long> numbers)
    {
        var holds = !numbers.IsDefault && numbers.Length is >= 1 and <= MaxOpen && numbers[0] >= 1;
        for (var i = 1; holds && i < numbers.Length; i++)
            holds = numbers[i] > numbers[i - 1];
        return holds;
    }
}
