using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Conformance.Stores.Model;

/// <summary>
/// Random commits over so few objects that they conflict: some succeed, some are refused on every kind of precondition, some are invalid by
/// themselves, some are repeated.
/// </summary>
public sealed class RandomCommits(Random random)
{
    private static readonly int[] Priorities = [1, 2, 3, 4, 10_000, 10_000, 10_001, 20_000];

    private readonly ObjectKey[] _objects = [.. Enumerable.Range(0, 7).Select(i => new ObjectKey(i < 4 ? "org_unit" : "person", Uuid(random)))];
    private readonly StreamKey[] _streams = [new("MO", "org_unit"), new("MO", "person"), new("other", "thing")];
    private readonly Guid[] _listeners = [.. Enumerable.Range(0, 4).Select(_ => Uuid(random))];
    private readonly Guid[] _groups = [.. Enumerable.Range(0, 3).Select(_ => Uuid(random))];
    private readonly Guid[] _registrations = [.. Enumerable.Range(0, 2).Select(_ => Uuid(random))];
    private readonly List<Commit> _earlier = [];

    /// <summary>The next commit.</summary>
    /// <param name="state">What the author of the commit may have read, now or a moment ago.</param>
    public Commit Next(ReadState state)
    {
        if (_earlier.Count > 0 && Chance(20))
            return Pick(_earlier);

        var commit = new Commit { Id = Uuid(random) };
        for (var parts = random.Next(1, 3); parts > 0; parts--)
            commit = With(commit, state);
        if (Chance(4))
            commit = commit with { Preconditions = [Precondition(state)] };
        _earlier.Add(commit);
        return commit;
    }

    /// <summary>Reads the state on which the next commits are based.</summary>
    public async Task<ReadState> ReadAsync(IStore store)
    {
        var none = CancellationToken.None;
        var state = new ReadState();
        foreach (var row in await store.ReadObjectsAsync([.. _objects], none))
        {
            if (row is not null)
                state.Objects[row.Object] = row;
        }

        foreach (var group in _groups)
            state.Groups[group] = await store.ReadGroupAsync(group, none);
        foreach (var definition in await store.ReadNamespacesAsync(default, none))
            state.Namespaces[definition.Name] = definition.Version;
        state.Due.AddRange(await store.ReadDueAsync(null, DateTimeOffset.MaxValue, 10, none));
        state.Deliveries.AddRange(await ReadDeliveriesAsync(store));
        return state;
    }

    /// <summary>Reads the deliveries that the commits so far left, ascending by number.</summary>
    public Task<List<DeliveryRow>> ReadDeliveriesAsync(IStore store) => StoreView.ReadDeliveriesAsync(store, _registrations);

    private static Guid Uuid(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private Commit With(Commit commit, ReadState state) => random.Next(10) switch
    {
        0 or 1 => commit with { Registrations = [.. Some(_objects, 3).Select(key => Registration(key, state))] },
        2 or 3 => commit with { Events = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Event())] },
        4 or 5 => commit with { Groups = [.. Some(_groups, 2).Select(group => Group(group, state))] },
        6 => commit with { Definitions = [Definition(state)], Struck = state.Due.Count > 0 && Chance(2) ? [Pick(state.Due)] : [] },
        7 => commit with { Deliveries = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Delivery())] },
        8 => commit with { DeliveryChanges = [.. Some([.. state.Deliveries], 3).Select(DeliveryChange)] },
        _ => commit with { Events = [Event()], Results = [new ResultWrite(Idempotency(), [1], [(byte)random.Next(256)])] },
    };

    private RegistrationWrite Registration(ObjectKey key, ReadState state)
    {
        var number = state.Objects.TryGetValue(key, out var row) ? row.Number : 0;
        var from = random.Next(2000, 2010);
        var write = Registration(key, number, from);
        return Chance(6) ? Imported(write) : write;
    }

    /// <summary>A registration with others before it, as an import brings them.</summary>
    private RegistrationWrite Imported(RegistrationWrite write)
    {
        var earlier = Enumerable.Range(0, random.Next(4)).Select(i => new RegistrationRow(
            write.Number + i, Make.Year(2015 + i), Uuid(random), (MutationKind)random.Next(4), Chance(3) ? $"note {i}" : null, [(byte)random.Next(256)])).ToArray();
        return write with { Number = write.Number + earlier.Length, Earlier = [.. earlier], Time = Make.Year(random.Next(2018, 2030)) };
    }

    private RegistrationWrite Registration(ObjectKey key, long number, int from)
    {
        return Make.Registration(key, Math.Max(1, number + 1 + (Chance(12) ? random.Next(-1, 2) : 0)), Presence(from)) with
        {
            Operation = (MutationKind)random.Next(5),
            Note = Chance(3) ? $"note {random.Next(100)}" : null,
            References = [.. Some(_objects, 2, Chance(2)).Select(target => Reference(target, from))],
            UserKeys = [.. Some(["a", "b", "c"], 2, Chance(2))],
            Keys = [.. Some([new UniqueKey("cpr", "1"), new UniqueKey("cpr", "2"), new UniqueKey("email", "1")], 2, Chance(3))],
            Due = [.. Some([Make.Year(2030), Make.Year(2031), Make.Year(2032)], 2, Chance(3))],
        };
    }

    private Reference Reference(ObjectKey target, int from) =>
        Make.Reference(target, Make.Years(from + random.Next(3), from + random.Next(4, 8)), Field());

    private string Field() => Chance(4) ? "owner" : "parent";

    private Validity[] Presence(int from) => random.Next(5) switch
    {
        0 => [],
        1 => [Make.Years(from, from + 4)],
        2 => [Make.Years(from, from + 4), Make.Years(from + 5)],
        _ => [Make.Years(2000)],
    };

    private EventDraft Event() => Make.Event($"subject {random.Next(20)}", Pick(_streams), Pick(Priorities)) with
    {
        Uuid = Uuid(random),
        TraceParent = Cause(),
        Triggerless = Chance(4),
    };

    private string? Cause() => Chance(3) ? Make.TraceParent(random.Next(100)) : null;

    private DeliveryWrite Delivery() => new(
        Pick(_registrations), Pick(_objects), [.. Enumerable.Repeat((byte)random.Next(256), random.Next(40))], Chance(2) ? $"route {random.Next(5)}" : null);

    /// <summary>Mostly of the delivery, seldom of one that there is not.</summary>
    private DeliveryChange DeliveryChange(DeliveryRow row)
    {
        var key = Chance(20) ? row.Key with { Object = Pick(_objects) } : row.Key;
        return random.Next(4) switch
        {
            0 => new DeliveryChange.Delivered(key),
            1 => new DeliveryChange.Retried(key, row.Attempts + 1, Make.Year(2026).AddHours(24 * random.Next(50, 80)), $"reason {random.Next(3)}"),
            2 => new DeliveryChange.Parked(key, row.Attempts + 1, $"reason {random.Next(3)}"),
            _ => new DeliveryChange.Replayed(key),
        };
    }

    private GroupWrite Group(Guid group, ReadState state)
    {
        var stored = state.Groups[group];
        var epoch = Math.Max(1, stored.Epoch - (Chance(10) ? 1 : 0));
        if (stored.Epoch == 0 || Chance(8))
            return new GroupWrite { Group = group, TakeEpoch = true };

        return new GroupWrite
        {
            Group = group,
            Epoch = epoch,
            Leases = stored.Listeners.IsEmpty || Chance(2) ? [] : [Lease(epoch, Pick(stored.Listeners))],
            LeaseChanges = stored.Leases.IsEmpty || Chance(2) ? [] : [Change(Pick(stored.Leases))],
            LeasesDropped = stored.Leases.IsEmpty || Chance(2) ? [] : [Pick(stored.Leases).Generation],
            Listeners = [.. stored.Listeners.Where(_ => Chance(2)).Select(Progress)],
        };
    }

    private LeaseChange Change(LeaseRecord lease) =>
        new(lease.Generation, random.Next(2), Chance(2) ? Make.Year(2033) : null, Chance(2));

    private LeaseRecord Lease(long epoch, ListenerState listener) => new(
        new Generation(epoch, random.Next(1, 1_000)),
        listener.Definition.Uuid,
        listener.Position,
        [
            new LeasedEntry("s", [Math.Max(1, listener.Head)], random.Next(1, 4), Make.Year(2027)),
            new LeasedEntry("t", [1], 1, Make.Year(2027)),
        ]);

    private ListenerProgress Progress(ListenerState listener)
    {
        var frontier = listener.Frontier + random.NextInt64(Math.Max(1, listener.Head - listener.Frontier + 1)) - (Chance(15) ? 1 : 0);
        return new ListenerProgress
        {
            Listener = listener.Definition.Uuid,
            NewPosition = Chance(6) ? listener.Position + random.Next(2) : null,
            Frontier = Math.Max(0, frontier),
            Bitmaps = Chance(2) || listener.Head == 0 ? [] : [Make.Bitmap(random.NextInt64(1, listener.Head + 1))],
            Rows = Chance(2) ? [] : [Row()],
            RowsDropped = Chance(2) ? [] : [$"subject {random.Next(4)}"],
        };
    }

    private EntryRow Row()
    {
        EventRecord record = new(random.Next(1, 9), Uuid(random), "x", 1, Make.Year(2026), "x", TraceParent: Cause());
        return new EntryRow($"subject {random.Next(4)}", [record], 1, null, Chance(2), false);
    }

    private DefinitionWrite Definition(ReadState state)
    {
        var name = Pick(["hr", "it"]);
        return random.Next(5) switch
        {
            0 => new DefinitionWrite.PutNamespace(
                new NamespaceDefinition(name, Actor.Anonymous, Chance(2), 1 + state.Namespaces.GetValueOrDefault(name) + random.Next(2))),
            1 => Chance(3) ? new DefinitionWrite.DeleteNamespace(name) : new DefinitionWrite.DeleteListener(Pick(_listeners)),
            _ => new DefinitionWrite.PutListener(Listener(random.Next(_listeners.Length))),
        };
    }

    private ListenerDefinition Listener(int index) => new(
        _listeners[index],
        Actor.Anonymous,
        Chance(10) ? Pick(_streams) : _streams[index % _streams.Length],
        $"key {random.Next(5)}",
        _groups[index % _groups.Length],
        ListenerPolicy.Default with { MaxAttempts = random.Next(4) },
        Make.Year(2026),
        Chance(4) ? new ListenerPause(Make.Year(2025 + random.Next(3)), Chance(2) ? "why" : null) : null,
        Chance(4) ? new ListenerSuspension(Make.Year(2025 + random.Next(3)), 1 + random.Next(5), random.Next(9)) : null);

    private Precondition Precondition(ReadState state)
    {
        var key = Pick(_objects);
        return random.Next(10) switch
        {
            0 => new Precondition.ObjectAt(key, state.Objects.TryGetValue(key, out var row) ? row.Number : 0),
            1 => new Precondition.ActiveThroughout(key, Make.Years(2003, 2006)),
            2 => new Precondition.Unreferenced(key, [Make.Years(2005)]),
            3 => new Precondition.KeyFree(new UniqueKey("cpr", "1"), key),
            4 => new Precondition.ResultFree(Idempotency()),
            5 => new Precondition.ListenerExists(Pick(_listeners)),
            6 => new Precondition.ListenerKeyFree(Actor.Anonymous, "MO", $"key {random.Next(5)}"),
            7 or 8 => new Precondition.ReferencedOnlyBy(key, Pick(_objects).Type, Field(), [Make.Years(2005)], [.. Some(_objects, 2, Chance(2))]),
            _ => new Precondition.NamespaceAt("hr", state.Namespaces.GetValueOrDefault("hr")),
        };
    }

    private IdempotencyKey Idempotency() => new(Actor.Anonymous, $"key {random.Next(12)}", "path");

    private bool Chance(int of) => random.Next(of) == 0;

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private IEnumerable<T> Some<T>(T[] items, int most, bool any = true)
    {
        var copy = items.ToArray();
        random.Shuffle(copy);
        return any ? copy.Take(random.Next(1, most + 1)) : [];
    }
}
