using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Tests.Stores.Journal;

/// <summary>Commits with anything in them that a codec must keep, whether or not it makes sense.</summary>
internal sealed class RandomRecords(Random random)
{
    /// <summary>A commit, and an assignment that fits it.</summary>
    public (Commit Commit, Assignment Assignment) Next()
    {
        StreamKey[] streams = [new(Word() + "a", Word()), new(Word() + "b", Word()), new(Word() + "c", Word())];
        var commit = new Commit
        {
            Id = Uuid(),
            Events = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Draft(streams[random.Next(3)]))],
            Registrations = [.. Some(Registration)],
            Groups = [.. Some(Group)],
            Struck = [.. Some(() => new DueInstant(Key(), Instant()))],
            Definitions = [.. Some(Definition)],
            Results = [.. Some(() => new ResultWrite(new IdempotencyKey(Uuid(), Word(), Word(), random.Next()), [.. Bytes()], [.. Bytes()]))],
        };
        var first = random.NextInt64(1, 1L << 40);
        var runs = commit.Events.GroupBy(draft => draft.Stream).Select(run => new StreamAssignment(run.Key, first, run.Count(), Instant()));
        var times = commit.Registrations.Select(_ => Instant());
        return (commit, new Assignment(Instant(), [.. runs], [.. times], [.. commit.Groups.Select(_ => Number())]));
    }

    private EventDraft Draft(StreamKey stream)
    {
        var subject = Word();
        return new EventDraft(
            stream,
            Uuid(),
            subject,
            random.Next(),
            Coin() ? subject : Word(),
            Coin() ? new RegistrationReference(Key(), Number()) : null,
            Coin() ? new EventTarget((EventTargetKind)random.Next(2), Uuid()) : null,
            TraceParent());
    }

    private RegistrationWrite Registration() => new()
    {
        Object = Key(),
        Number = Number(),
        Actor = Uuid(),
        Operation = (MutationKind)random.Next(5),
        Note = Coin() ? null : Word(),
        State = [.. Bytes()],
        Presence = [.. Some(Validity)],
        References = [.. Some(() => new Reference(Word(), Key(), Validity()))],
        UserKeys = [.. Some(Word)],
        Keys = [.. Some(() => new UniqueKey(Word(), Word()))],
        Due = [.. Some(Instant)],
    };

    private GroupWrite Group() => new()
    {
        Group = Uuid(),
        Epoch = Number(),
        TakeEpoch = Coin(),
        Leases = [.. Some(() => new LeaseRecord(Generation(), Uuid(), Number(), [.. Some(Leased)]))],
        LeaseChanges = [.. Some(() => new LeaseChange(Generation(), random.Next(), Coin() ? null : Instant(), Coin()))],
        LeasesDropped = [.. Some(Generation)],
        Listeners = [.. Some(Progress)],
    };

    private ListenerProgress Progress() => new()
    {
        Listener = Uuid(),
        NewPosition = Coin() ? null : 1 + (Number() / 2),
        Frontier = Number(),
        Bitmaps = [.. Some(() => new SettledBitmap(Number(), [.. Enumerable.Range(0, 8).Select(_ => Bits())]))],
        Rows = [.. Some(() => new EntryRow(Word(), [.. Some(Record)], random.Next(), Coin() ? null : Instant(), Coin(), Coin(), Reason()))],
        RowsDropped = [.. Some(Word)],
    };

    private DefinitionWrite Definition() => random.Next(4) switch
    {
        0 => new DefinitionWrite.PutNamespace(new NamespaceDefinition(Word(), Uuid(), Coin(), Number())),
        1 => new DefinitionWrite.DeleteNamespace(Word()),
        2 => new DefinitionWrite.DeleteListener(Uuid()),
        _ => new DefinitionWrite.PutListener(new ListenerDefinition(
            Uuid(), Uuid(), new StreamKey(Word(), Word()), Word(), Uuid(), Policy(), Instant(),
            Coin() ? new ListenerPause(Instant(), Reason()) : null,
            Coin() ? new ListenerSuspension(Instant(), Number(), Number()) : null)),
    };

    private ListenerPolicy Policy() => new(TimeSpan.FromTicks(Number()), TimeSpan.FromTicks(-5), random.Next(), -1);

    private LeasedEntry Leased() => new(Word(), [.. Some(Number)], random.Next(), Instant(), Coin());

    private EventRecord Record() =>
        new(Number(), Uuid(), Word(), random.Next(), Instant(), Word(), null, new EventTarget(EventTargetKind.Owner, Uuid()), TraceParent());

    private string? TraceParent() => Coin() ? null : $"00-{Uuid():N}-{Bits():x16}-01";

    private Generation Generation() => new(Number(), Number());

    private ObjectKey Key() => new(Word(), Uuid());

    private Validity Validity() => new(Instant(), Instant());

    private string? Reason() => Coin() ? null : Word();

    private bool Coin() => random.Next(2) == 0;

    private long Number() => random.NextInt64() >> random.Next(63);

    private ulong Bits() => (ulong)random.NextInt64(long.MinValue, long.MaxValue);

    private Guid Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private byte[] Bytes()
    {
        var bytes = new byte[random.Next(300)];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Word()
    {
        var highest = Coin() ? 127 : 0xd7ff;
        return new string([.. Enumerable.Range(0, random.Next(20)).Select(_ => (char)random.Next(32, highest))]);
    }

    private DateTimeOffset Instant() => random.Next(5) switch
    {
        0 => DateTimeOffset.MinValue,
        1 => DateTimeOffset.MaxValue,
        _ => new DateTimeOffset(random.NextInt64(DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero),
    };

    private T[] Some<T>(Func<T> make) => [.. Enumerable.Range(0, Math.Max(0, random.Next(5) - 2)).Select(_ => make())];
}
