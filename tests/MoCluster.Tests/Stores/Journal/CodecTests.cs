using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.Formats;
using MoCluster.Stores.Journal;
using MoCluster.Stores.Journal.Codec;
using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Tests.Stores.Journal;

/// <summary>What is written is read back, and what is no record is said to be none.</summary>
public sealed class CodecTests
{
    private static readonly Guid Uuid = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly DateTimeOffset Instant = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Commits_are_read_as_they_were_written()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 600; i++)
        {
            var (commit, assignment) = new RandomRecords(random).Next();
            var payload = Payload(commit, assignment);
            var (read, given) = Assert.Single(LogRecords.ReadCommits(payload));
            Assert.True(
                Text(commit) == Text(read) && Text(assignment) == Text(given),
                $"seed {seed}, commit {i}:\n{Text(commit)}\n{Text(read)}");
        }
    }

    [Fact]
    public void Events_of_one_stream_are_picked_out()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var (commit, assignment) = new RandomRecords(random).Next();
            var payload = Payload(commit, assignment);
            foreach (var run in assignment.Streams)
            {
                long first = run.First + random.Next(run.Count), last = first + random.Next(run.Count);
                var found = ImmutableArray.CreateBuilder<EventRecord>();
                LogRecords.ReadEvents(payload, run.Stream, first, last, found);
                var expected = assignment.Append(commit.Events)
                    .Where(appended => appended.Stream == run.Stream && appended.Event.Number >= first && appended.Event.Number <= last)
                    .Select(appended => appended.Event);
                Assert.True(expected.SequenceEqual(found), $"seed {seed}, commit {i}");

                var lane = (PriorityLane)random.Next(PriorityLanes.Count);
                found.Clear();
                LogRecords.ReadEvents(payload, run.Stream, first, last, found, lane);
                Assert.True(
                    expected.Where(record => PriorityLanes.Of(record.Priority) == lane).SequenceEqual(found), $"seed {seed}, commit {i}, {lane}");
            }
        }
    }

    [Fact]
    public void A_record_that_ends_too_soon_is_no_record()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 30; i++)
        {
            var (commit, assignment) = new RandomRecords(random).Next();
            var payload = Payload(commit, assignment);
            for (var length = 2; length < payload.Length; length++)
            {
                var cut = payload[..length];
                Assert.True(Throws(() => LogRecords.ReadCommits(cut)), $"seed {seed}, commit {i}, {length} of {payload.Length} bytes");
            }
        }
    }

    [Fact]
    public void Records_of_another_format_are_said_to_be_so()
    {
        var (commit, assignment) = new RandomRecords(new Random(1)).Next();
        var payload = Payload(commit, assignment);
        payload[0] = 9;
        var thrown = Assert.Throws<InvalidDataException>(() => LogRecords.ReadCommits(payload));
        Assert.Contains("format 9", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>The bytes on disk are a promise: a change of them needs a new format, and a reader for this one.</summary>
    [Fact]
    public void The_format_stays()
    {
        var stream = new StreamKey("ns", "rk");
        var thing = new ObjectKey("t", Uuid);
        var commit = new Commit
        {
            Id = Uuid,
            Events =
            [
                new EventDraft(
                    stream, Uuid, "s", 300, "k", new RegistrationReference(thing, 2), new EventTarget(EventTargetKind.Listener, Uuid)),
            ],
            Struck = [new DueInstant(thing, Instant)],
        };
        var assignment = new Assignment(Instant, [new StreamAssignment(stream, 128, 1, Instant)], [], []);
        const string uuid = "33221100554477668899AABBCCDDEEFF";
        const string instant = "00208C108A77DE08";
        Assert.Equal(
            "01" + "01" + instant + "01" + "026E73" + "02726B" + "8001" + "01" + instant + "00" + "00"
            + "6D" + uuid + "09" + "3D000000" + "01" + "00" + uuid + "0173" + "AC02" + "06" + "016B" + "0174" + uuid + "02" + "01" + uuid
            + "01" + "0174" + uuid + instant,
            Convert.ToHexString(Payload(commit, assignment)));
    }

    /// <summary>A record of before events said what caused them is read, and one of now is of a kind that earlier programs refuse.</summary>
    [Fact]
    public void An_event_of_which_the_cause_is_known_makes_its_commit_a_record_of_another_kind()
    {
        const string Trace = "00-0123456789abcdef0123456789abcdef-fedcba9876543210-01";
        var plain = new EventDraft(new StreamKey("ns", "rk"), Uuid, "s", 300, "k");
        var assignment = new Assignment(Instant, [new StreamAssignment(plain.Stream, 128, 2, Instant)], [], [1]);
        var row = new EntryRow("s", [new EventRecord(1, Uuid, "s", 1, Instant, "s")], 0, null, true, false);
        var (before, now) = (Payload(Of(plain, row), assignment), Payload(Of(plain with { TraceParent = Trace }, row), assignment));
        var rowed = Payload(Of(plain, row with { Events = [row.Events[0] with { TraceParent = Trace }] }), assignment);
        Assert.Equal((1, 3, 3), (before[1], now[1], rowed[1]));
        Assert.Equal((before.Length + TraceParent.Bytes, before.Length + TraceParent.Bytes), (now.Length, rowed.Length));
        Assert.Equal((null, null), Read(before));
        Assert.Equal((Trace, null), Read(now));
        Assert.Equal((null, null), Read(rowed));
        Assert.Equal(Trace, LogRecords.ReadCommits(rowed)[0].Commit.Groups[0].Listeners[0].Rows[0].Events[0].TraceParent);

        static (string?, string?) Read(byte[] payload)
        {
            var found = ImmutableArray.CreateBuilder<EventRecord>();
            LogRecords.ReadEvents(payload, new StreamKey("ns", "rk"), 1, 1_000, found);
            return (found[0].TraceParent, found[1].TraceParent);
        }

        static Commit Of(EventDraft draft, EntryRow row) => new()
        {
            Id = Uuid,
            Events = [draft, draft with { TraceParent = null }],
            Groups = [new GroupWrite { Group = Uuid, Epoch = 1, Listeners = [new ListenerProgress { Listener = Uuid, Frontier = 0, Rows = [row] }] }],
        };
    }

    [Fact]
    public void The_checksum_is_that_of_Castagnoli()
    {
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0u, Crc32C.Of([]));
    }

    private static bool Throws(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static byte[] Payload(Commit commit, Assignment assignment)
    {
        using var body = new ByteWriter(1);
        CommitCodec.Write(body, commit);
        using var frame = new ByteWriter(1);
        frame.Byte(Frame.Version);
        LogRecords.WriteCommit(frame, assignment, body.Written, CommitCodec.HasTraceParents(commit));
        return frame.Written.ToArray();
    }

    private static string Text<T>(T value)
    {
        if (value is not Commit commit)
            return JsonSerializer.Serialize(value);
        return JsonSerializer.Serialize(commit with { Preconditions = [], Definitions = [] })
            + string.Join(';', commit.Definitions.Select(definition => definition.ToString()));
    }
}
