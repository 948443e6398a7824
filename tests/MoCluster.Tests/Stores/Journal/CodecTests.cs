using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Stores.Journal;
using MoCluster.Stores.Journal.Codec;
using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Memory;

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
            var (commit, assignment) = Random(random);
            var payload = Payload(commit, assignment);
            var (read, given) = Assert.Single(LogRecords.ReadCommits(payload));
            Assert.True(Text(commit) == Text(read) && Text(assignment) == Text(given), $"seed {seed}, commit {i}:\n{Text(commit)}\n{Text(read)}");
        }
    }

    [Fact]
    public void Events_of_one_stream_are_picked_out()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var (commit, assignment) = Random(random);
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
            var (commit, assignment) = Random(random);
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
        var (commit, assignment) = Random(new Random(1));
        var payload = Payload(commit, assignment);
        payload[0] = 9;
        Assert.Contains("format 9", Assert.Throws<InvalidDataException>(() => LogRecords.ReadCommits(payload)).Message, StringComparison.Ordinal);
    }

    /// <summary>The bytes on disk are a promise: a change of them needs a new format, and a reader for this one.</summary>
    [Fact]
    public void The_format_stays()
    {
        var stream = new StreamKey("ns", "rk");
        var commit = new Commit
        {
            Id = Uuid,
            Events = [new EventDraft(stream, Uuid, "s", 300, "k", new RegistrationReference(new ObjectKey("t", Uuid), 2), new EventTarget(EventTargetKind.Listener, Uuid))],
            Struck = [new DueInstant(new ObjectKey("t", Uuid), Instant)],
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
        LogRecords.WriteCommit(frame, assignment, body.Written);
        return frame.Written.ToArray();
    }

    private static string Text<T>(T value)
    {
        if (value is not Commit commit)
            return JsonSerializer.Serialize(value);
        return JsonSerializer.Serialize(commit with { Preconditions = [], Definitions = [] })
            + string.Join(';', commit.Definitions.Select(definition => definition.ToString()));
    }

    private static (Commit Commit, Assignment Assignment) Random(Random random)
    {
        T[] Some<T>(Func<T> make) => [.. Enumerable.Range(0, random.Next(4) - 1 is var count and > 0 ? count : 0).Select(_ => make())];
        Guid NextUuid()
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return new Guid(bytes);
        }

        string Word() => random.Next(5) == 0 ? "" : new string([.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => (char)random.Next(32, random.Next(2) == 0 ? 127 : 0xd7ff))]);
        DateTimeOffset Time() => random.Next(5) switch
        {
            0 => DateTimeOffset.MinValue,
            1 => DateTimeOffset.MaxValue,
            _ => new DateTimeOffset(random.NextInt64(DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero),
        };
        long Number() => random.NextInt64() >> random.Next(63);
        byte[] Bytes()
        {
            var bytes = new byte[random.Next(300)];
            random.NextBytes(bytes);
            return bytes;
        }

        ObjectKey Key() => new(Word(), NextUuid());
        Generation Lease() => new(Number(), Number());
        EventRecord Record() => new(Number(), NextUuid(), Word(), random.Next(), Time(), Word(), null, new EventTarget(EventTargetKind.Owner, NextUuid()));
        StreamKey[] streams = [new(Word() + "a", Word()), new(Word() + "b", Word()), new(Word() + "c", Word())];
        var subject = Word();
        EventDraft Draft() => new(
            streams[random.Next(3)],
            NextUuid(),
            subject,
            random.Next(),
            random.Next(2) == 0 ? subject : Word(),
            random.Next(2) == 0 ? new RegistrationReference(Key(), Number()) : null,
            random.Next(2) == 0 ? new EventTarget((EventTargetKind)random.Next(2), NextUuid()) : null);

        var commit = new Commit
        {
            Id = NextUuid(),
            Events = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Draft())],
            Registrations = [.. Some(() => new RegistrationWrite
            {
                Object = Key(),
                Number = Number(),
                Actor = NextUuid(),
                Operation = (MutationKind)random.Next(5),
                Note = random.Next(2) == 0 ? null : Word(),
                State = [.. Bytes()],
                Presence = [.. Some(() => new Validity(Time(), Time()))],
                References = [.. Some(() => new Reference(Word(), Key(), new Validity(Time(), Time())))],
                UserKeys = [.. Some(Word)],
                Keys = [.. Some(() => new UniqueKey(Word(), Word()))],
                Due = [.. Some(Time)],
            })],
            Groups = [.. Some(() => new GroupWrite
            {
                Group = NextUuid(),
                Epoch = Number(),
                TakeEpoch = random.Next(2) == 0,
                Leases = [.. Some(() => new LeaseRecord(Lease(), NextUuid(), Number(), [.. Some(() => new LeasedEntry(Word(), [.. Some(Number)], random.Next(), Time(), random.Next(2) == 0))]))],
                LeaseChanges = [.. Some(() => new LeaseChange(Lease(), random.Next(), random.Next(2) == 0 ? null : Time(), random.Next(2) == 0))],
                LeasesDropped = [.. Some(Lease)],
                Listeners = [.. Some(() => new ListenerProgress
                {
                    Listener = NextUuid(),
                    NewPosition = random.Next(2) == 0 ? null : 1 + (Number() / 2),
                    Frontier = Number(),
                    Pages = [.. Some(() => new SettledPage(Number(), [.. Enumerable.Range(0, 8).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue))]))],
                    Rows = [.. Some(() => new EntryRow(Word(), [.. Some(Record)], random.Next(), random.Next(2) == 0 ? null : Time(), random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0 ? null : Word()))],
                    RowsDropped = [.. Some(Word)],
                })],
            })],
            Struck = [.. Some(() => new DueInstant(Key(), Time()))],
            Definitions = [.. Some<DefinitionWrite>(() => random.Next(4) switch
            {
                0 => new DefinitionWrite.PutNamespace(new NamespaceDefinition(Word(), NextUuid(), random.Next(2) == 0, Number())),
                1 => new DefinitionWrite.DeleteNamespace(Word()),
                2 => new DefinitionWrite.DeleteListener(NextUuid()),
                _ => new DefinitionWrite.PutListener(new ListenerDefinition(
                    NextUuid(), NextUuid(), streams[0], Word(), NextUuid(), new ListenerPolicy(TimeSpan.FromTicks(Number()), TimeSpan.FromTicks(-5), random.Next(), -1), Time())),
            })],
            Results = [.. Some(() => new ResultWrite(new IdempotencyKey(NextUuid(), Word(), Word(), random.Next()), [.. Bytes()], [.. Bytes()]))],
        };
        var now = Time();
        var first = random.NextInt64(1, 1L << 40);
        StreamAssignment[] runs = [.. commit.Events.GroupBy(draft => draft.Stream).Select(run => new StreamAssignment(run.Key, first, run.Count(), Time()))];
        return (commit, new Assignment(now, [.. runs], [.. commit.Registrations.Select(_ => Time())], [.. commit.Groups.Select(_ => Number())]));
    }
}
