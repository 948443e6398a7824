using System.Collections.Immutable;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Listeners;
using static MoCluster.Stores.Memory.Rules.CommitRules;

namespace MoCluster.Stores.Memory.Rules;

/// <summary>Checks of the progress of listener groups that do not depend on what the store holds.</summary>
internal static class GroupRules
{
    private const int WordsPerBitmap = StoreLimits.BitmapSize / 64;

    /// <summary>The most open events of an entry (docs/architecture.md §5.3).</summary>
    private const int MaxOpen = 3;

    /// <summary>Checks the groups of a commit.</summary>
    /// <exception cref="ArgumentException">A group breaks a rule.</exception>
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
        Require(!write.TakeEpoch || write.Leases.IsEmpty, $"The group {write.Group} cannot lease in the same write that takes its epoch.");
        foreach (var lease in write.Leases)
        {
            Require(
                lease.Generation.Epoch == write.Epoch && lease.Generation.Ordinal >= 1,
                $"The lease {lease.Generation} of group {write.Group} must be of epoch {write.Epoch}, with an ordinal of 1 or more.");
            Given(lease.Entries, "LeaseRecord.Entries");
            foreach (var entry in lease.Entries)
            {
                TextRules.Check(entry.Subject, "The subject of a leased entry");
                Require(IsAscending(entry.Numbers), $"The lease {lease.Generation} of group {write.Group}: {Unordered(entry.Subject)}");
            }
        }
    }

    private static void CheckProgress(ListenerProgress progress)
    {
        Given(progress.Bitmaps, "ListenerProgress.Bitmaps");
        Given(progress.Rows, "ListenerProgress.Rows");
        Given(progress.RowsDropped, "ListenerProgress.RowsDropped");
        Require(progress.Frontier >= 0, $"The frontier of listener {progress.Listener} is {progress.Frontier}; it is 0 or more.");
        Distinct(progress.Bitmaps, bitmap => bitmap.Index, "ListenerProgress.Bitmaps");
        Distinct(progress.Rows, row => row.Subject, "ListenerProgress.Rows");
        foreach (var bitmap in progress.Bitmaps)
        {
            Require(
                bitmap.Index >= 0 && !bitmap.Bits.IsDefault && bitmap.Bits.Length == WordsPerBitmap,
                $"The bitmap {bitmap.Index} of listener {progress.Listener} must have {WordsPerBitmap} words and an index of 0 or more.");
        }

        foreach (var subject in progress.RowsDropped)
            TextRules.Check(subject, "The subject of an entry row");
        foreach (var row in progress.Rows)
        {
            TextRules.Check(row.Subject, "The subject of an entry row");
            Given(row.Events, "EntryRow.Events");
            TextRules.Check(row.Reason, "The reason of a nack or a park");
            foreach (var record in row.Events)
            {
                TextRules.Check(record.Subject, "An event's subject");
                TextRules.Check(record.Key, "An event's key");
                CheckTraceParent(record.TraceParent, record.Subject);
            }

            var numbers = ImmutableArray.CreateRange(row.Events, record => record.Number);
            Require(IsAscending(numbers), $"The row of listener {progress.Listener}: {Unordered(row.Subject)}");
        }
    }

    private static string Unordered(string subject) => $"the subject '{subject}' must have 1 to {MaxOpen} open numbers, ascending.";

    private static bool IsAscending(ImmutableArray<long> numbers)
    {
        var holds = !numbers.IsDefault && numbers.Length is >= 1 and <= MaxOpen && numbers[0] >= 1;
        for (var i = 1; holds && i < numbers.Length; i++)
            holds = numbers[i] > numbers[i - 1];
        return holds;
    }
}
