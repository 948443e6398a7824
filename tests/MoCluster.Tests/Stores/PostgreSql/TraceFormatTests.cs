using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Formats;

namespace MoCluster.Tests.Stores.PostgreSql;

/// <summary>
/// Trace parents are stored behind the events. A silo of an older build reads as many events as the count says, ignores the rest, and so
/// can run beside one of this build. Where no trace was recorded, nothing is stored.
/// </summary>
public sealed class TraceFormatTests
{
    private const string One = "00-0123456789abcdef0123456789abcdef-fedcba9876543210-01";
    private const string Two = "00-aaaaaaaaaaaaaaaa0123456789abcdef-0000000000000001-01";

    [Fact]
    public void A_page_with_trace_parents_begins_like_one_without()
    {
        string?[] causes = [null, One, Two, null, One];
        var (plain, traced) = (Page(new string?[causes.Length]), Page(causes));
        Assert.True(traced.AsSpan().StartsWith(plain));
        Assert.Equal(plain.Length + (3 * (1 + TraceParent.Bytes)), traced.Length);

        // The next block begins without the trace parents of this one.
        var writer = new EventBlockWriter();
        Add(writer, causes);
        writer.Take();
        Add(writer, new string?[causes.Length]);
        Assert.Equal(plain, writer.Take());
    }

    [Fact]
    public void A_row_with_trace_parents_begins_like_one_without_and_both_are_read()
    {
        EventRecord[] plain = [.. Enumerable.Range(1, 3).Select(number => new EventRecord(number * 1_000L, Guid.NewGuid(), "s", 1, DateTimeOffset.UnixEpoch, "k"))];
        EventRecord[] traced = [plain[0], plain[1] with { TraceParent = One }, plain[2] with { TraceParent = Two }];
        var (before, now) = (EventFormat.Write(new RowWriter(), [.. plain]), EventFormat.Write(new RowWriter(), [.. traced]));
        Assert.True(now.AsSpan().StartsWith(before));
        Assert.Equal(before.Length + (2 * (1 + TraceParent.Bytes)), now.Length);
        Assert.Equal(plain, EventFormat.Read(before));
        Assert.Equal(traced, EventFormat.Read(now));
    }

    private static byte[] Page(string?[] causes)
    {
        var writer = new EventBlockWriter();
        Add(writer, causes);
        return writer.Take();
    }

    private static void Add(EventBlockWriter writer, string?[] causes)
    {
        for (var i = 0; i < causes.Length; i++)
        {
            writer.Add(new EventDraft(
                new StreamKey("n", "r"), new Guid(i, 1, 2, new byte[8]), $"s{i}", 1 + i, "k", null, new EventTarget(EventTargetKind.Owner, Guid.Empty), causes[i]));
        }
    }
}
