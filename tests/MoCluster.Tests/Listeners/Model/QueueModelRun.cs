using System.Collections.Immutable;
using System.Text;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Listeners.Queues.Turns;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.Memory;

namespace MoCluster.Tests.Listeners.Model;

/// <summary>
/// Drives a group's queue over a real store, and the naive queue beside it, at random: publishing, reading, fetching, acknowledging with
/// new, old, repeated and foreign tokens, aborted commits, crashes before and after a commit, and the passing of time; on request with
/// lanes that fill up.
/// </summary>
internal sealed class QueueModelRun
{
    private static readonly int[] Lanes = [1, 3, 9_999, 10_000, 10_000, 10_000, 10_001, 10_002, 20_000];

    private readonly QueueLimits _limits;
    private readonly Random _random;
    private readonly int _subjectCount;
    private readonly StringBuilder _history = new();
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryStore _store;
    private readonly ListenerDefinition[] _definitions;
    private readonly NaiveQueue _naive;
    private readonly List<EventToken> _tokens = [];
    private readonly DeliveryChecker _checker = new();
    private ListenerQueue _queue = null!;

    public QueueModelRun(int seed, int listeners, bool keys, bool lanes)
    {
        _random = new Random(seed);
        HasLanes = lanes;
        _limits = new QueueLimits(OwedNumbers: 25, OwedAge: TimeSpan.FromMinutes(1), lanes ? _random.Next(1, 30) : 1_000_000);
        Keys = keys;
        _subjectCount = seed % 3 == 0 ? 300 : 14;
        _store = new MemoryStore(_time, new Guid("aaaaaaaa-0000-0000-0000-000000000001"));
        var owner = new Guid("0e0e0e0e-0000-0000-0000-000000000001");
        _definitions = [.. Enumerable.Range(0, listeners).Select(index => new ListenerDefinition(
            Id(index), owner, new StreamKey("n", index < 2 ? "a" : "b"), $"l{index}", Id(0),
            ListenerPolicy.Default with { MaxAttempts = index == 1 ? 3 : 0, MaxInFlight = index == 0 ? 7 : 1000 }, _time.GetUtcNow()))];
        Commit(new Commit
        {
            Id = Guid.NewGuid(),
            Definitions =
            [
                new DefinitionWrite.PutNamespace(new("n", owner, true, 1)),
                .. _definitions.Select(definition => new DefinitionWrite.PutListener(definition)),
            ],
        });
        _naive = new NaiveQueue(_definitions);
        Restart();
    }

    public string History => _history.ToString();

    private bool Keys { get; }

    private bool HasLanes { get; }

    public void Run(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            switch (_random.Next(12))
            {
                case < 4:
                    Publish();
                    break;
                case < 6:
                    Read(_random.Next(1, 20));
                    break;
                case < 7:
                    Advance();
                    break;
                case < 11:
                    Turn();
                    break;
                default:
                    if (_random.Next(4) == 0)
                        Restart();
                    else if (_random.Next(8) == 0)
                        SetPosition();
                    break;
            }

            Compare();
        }
    }

    /// <summary>Checks that everything published is delivered in the end and that nothing is left in any store or queue.</summary>
    public void Drain()
    {
        for (var round = 0; round < 4_000 && (IsBehind() || _naive.Listeners.Exists(listener => listener.Entries.Count > 0)); round++)
        {
            ReadOn(10_000);
            foreach (var listener in _definitions)
            {
                var turn = _queue.Begin(_store.Now);
                var handOut = turn.Fetch(_queue.Find(listener.Uuid)!, 50);
                for (var i = 0; i < (handOut?.Slots.Length ?? 0); i++)
                    ApplyLease(listener, handOut!, i);
                Commit(turn);
                var given = _checker.Delivered(handOut);
                turn = _queue.Begin(_store.Now);
                foreach (var token in given)
                    Acknowledge(turn, token);
                Commit(turn);
                foreach (var token in given)
                {
                    _naive.Acknowledge(token);
                    _checker.Acknowledged(token);
                }

                Compare();
            }

            Replay();
            _time.Advance(TimeSpan.FromHours(1));
            _queue.Advance(_store.Now);
            _naive.Advance(_store.Now);
        }

        _time.Advance(TimeSpan.FromHours(1));
        var last = _queue.Begin(_store.Now);
        if (last.Seal(flush: true) is { } write)
        {
            Commit(write);
            last.Complete();
        }

        CheckDrained();

        bool IsBehind() => _definitions.Any(definition => _queue.Find(definition.Uuid)!.Intake.Unread > 0);
    }

    /// <summary>
    /// Moves a listener to a place between the beginning and the end of the log; the activation may end before the commit is known.
    /// </summary>
    private void SetPosition()
    {
        var naive = _naive.Listeners[_random.Next(_naive.Listeners.Count)];
        var listener = _queue.Find(naive.Definition.Uuid)!;
        var frontier = _random.Next((int)Log(naive.Definition.Stream, 0).Length + 1);
        var progress = new ListenerProgress { Listener = naive.Definition.Uuid, NewPosition = listener.Position + 1, Frontier = frontier };
        Commit(new Commit
        {
            Id = Guid.NewGuid(),
            Preconditions = [new Precondition.EventsKept(naive.Definition.Stream, frontier + 1)],
            Groups = [new GroupWrite { Group = Id(0), Epoch = _queue.Epoch, Listeners = [progress] }],
        });
        _history.AppendLine($"position {naive.Definition.UserKey} {frontier}");
        _naive.Advance(_store.Now);
        naive.SetPosition();
        _checker.Moved(naive.Definition.Uuid, frontier);
        if (_random.Next(3) == 0)
            Restart();
        else
            _queue.Reposition(naive.Definition.Uuid, frontier);
    }

    private static T Await<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static Guid Id(int index) => new(index + 1, 0, 0, new byte[8]);

    private void Publish()
    {
        var drafts = Enumerable.Range(0, _random.Next(1, _random.Next(40) == 0 ? 500 : 12)).Select(_ =>
        {
            var subject = $"s{_random.Next(_subjectCount)}";
            var key = _random.Next(Keys ? 4 : 1) switch { 1 => $"s{_random.Next(_subjectCount)}", 2 => $"k{_random.Next(4)}", _ => subject };
            var target = _random.Next(8) switch
            {
                0 => new EventTarget(EventTargetKind.Listener, _definitions[_random.Next(_definitions.Length)].Uuid),
                1 => new EventTarget(EventTargetKind.Owner, _definitions[0].Owner),
                2 => new EventTarget(EventTargetKind.Owner, Guid.Empty),
                _ => null,
            };
            var stream = new StreamKey("n", _random.Next(2) == 0 ? "a" : "b");
            var trace = _random.Next(4) == 0 ? $"00-0123456789abcdef0123456789abcdef-{_random.Next(1, 1_000):x16}-01" : null;
            return new EventDraft(stream, Guid.NewGuid(), subject, Priority(), key, null, target, trace);
        });
        Commit(new Commit { Id = Guid.NewGuid(), Events = [.. drafts] });
        _history.AppendLine("publish");
    }

    private int Priority() => HasLanes ? Lanes[_random.Next(Lanes.Length)] : _random.Next(1, 6);

    private void Read(int most)
    {
        if (HasLanes && _random.Next(2) == 0)
        {
            ReadOn(most);
            return;
        }

        // As a router sends them, whatever was read before: the next events, or the latest ones.
        foreach (var definition in _definitions)
        {
            var listener = _queue.Find(definition.Uuid)!;
            var isLatest = HasLanes && _random.Next(2) == 0;
            var log = Log(definition.Stream, isLatest ? listener.Intake.Cursors[(PriorityLane)_random.Next(PriorityLanes.Count)] : listener.Numbers.Read);
            Take(definition, () => _queue.TakeLog(listener, log[..Math.Min(most, log.Length)], _store.Now));
        }
    }

    /// <summary>Reads the log as the read plan asks.</summary>
    private void ReadOn(int window)
    {
        foreach (var definition in _definitions)
        {
            var listener = _queue.Find(definition.Uuid)!;
            listener.Reached(Log(definition.Stream, 0).Length);
            for (var reads = 0; reads < 50 && _queue.NextRead(listener, window) is { } read; reads++)
            {
                var found = read.Lane is { } lane
                    ? Await(_store.ReadLaneAsync(definition.Stream, lane, read.From, read.To, window, default))
                    : Await(_store.ReadEventsAsync(definition.Stream, read.From, window, default));
                var before = CursorsOf(listener);
                Take(definition, () => _queue.Take(listener, read, found, window, _store.Now));
                Assert.True(CursorsOf(listener).Zip(before).Any(pair => pair.First > pair.Second), $"{read} moved no cursor.");
            }
        }
    }

    /// <summary>Runs a step of the queue, and lets the naive queue take in what the queue took in of each lane.</summary>
    private void Take(ListenerDefinition definition, Action take)
    {
        var listener = _queue.Find(definition.Uuid)!;
        var before = CursorsOf(listener);
        take();
        var after = CursorsOf(listener);
        Assert.Equal(after.Min(), listener.Numbers.Read);
        foreach (var record in Log(definition.Stream, before.Min()))
        {
            var lane = (int)PriorityLanes.Of(record.Priority);
            if (record.Number > before[lane] && record.Number <= after[lane])
                _naive.Of(definition.Uuid).Arrive(record);
        }
    }

    private static long[] CursorsOf(QueuedListener listener) =>
        [.. Enumerable.Range(0, PriorityLanes.Count).Select(lane => listener.Intake.Cursors[(PriorityLane)lane])];

    private void Advance()
    {
        _time.Advance(TimeSpan.FromSeconds(_random.Next(4) switch { 0 => 1, 1 => 40, 2 => 181, _ => 4000 }));
        _history.AppendLine($"time {_store.Now:O}");
        _queue.Advance(_store.Now);
        _naive.Advance(_store.Now);
    }

    private void Turn()
    {
        _naive.Advance(_store.Now);
        var turn = _queue.Begin(_store.Now);
        var verbs = new QueueModelTurn(_random, _naive, _checker, _queue, turn, _store.Now);
        var count = _tokens.Count == 0 ? 0 : _random.Next(4);
        for (var i = 0; i < count; i++)
            verbs.Use(_tokens[_random.Next(_tokens.Count)]);
        if (_random.Next(3) == 0)
            verbs.Change();
        Assert.False(turn.Acknowledge(Foreign()));
        Assert.False(turn.Nack(Foreign(), null, null, park: false));
        Assert.Null(turn.Touch(Foreign(), null));
        var handOut = default(HandOut);
        var chosen = new List<NaiveListener.NaiveEntry>();
        var definition = _definitions[_random.Next(_definitions.Length)];
        if (_random.Next(3) > 0)
        {
            var limit = _random.Next(1, 9);
            chosen = _naive.Choose(_naive.Of(definition.Uuid), limit, verbs.Touched);
            handOut = turn.Fetch(_queue.Find(definition.Uuid)!, limit);
            var given = handOut?.Deliveries ?? [];
            Assert.Equal(
                chosen.Select(entry => (entry.Subject, entry.Priority, entry.Attempts + 1)),
                given.Select(delivery => (delivery.Event.Subject, delivery.Priority, delivery.Attempt)));
            Assert.Equal(chosen.Select(entry => entry.Pending[^1]), given.Select(delivery => delivery.Event));
        }

        var write = turn.Seal();
        if (write is null)
        {
            Assert.Null(handOut);
            verbs.Commit();
            return;
        }

        var fate = _random.Next(8);
        var isCommitted = fate != 0 && fate != 1;
        if (isCommitted)
            Commit(write);
        if (isCommitted)
        {
            verbs.Commit();
            for (var i = 0; i < chosen.Count; i++)
                ApplyLease(definition, handOut!, i);
        }

        if (_random.Next(2) == 0)
        {
            Publish();
            Read(_random.Next(1, 20));
        }

        _history.AppendLine($"turn [{verbs}] leases {chosen.Count} {(isCommitted ? "committed" : "refused")} fate {fate}");
        var canGoOn = true;
        if (isCommitted && fate != 2)
            turn.Complete();
        else if (fate == 0)
            canGoOn = turn.Abort();
        if (isCommitted)
        {
            if (fate != 2)
                _tokens.AddRange(_checker.Delivered(handOut));
            else
                _checker.Delivered(handOut);
        }

        if (fate is 1 or 2 || !canGoOn)
            Restart();
    }

    private static void Acknowledge(QueueTurn turn, EventToken token) => Assert.True(turn.Acknowledge(token));

    private EventToken Foreign()
    {
        var listener = _definitions[0];
        var generation = new Generation(1, 1);
        return _random.Next(4) switch
        {
            0 => new EventToken(Guid.Empty, listener.Uuid, listener.Group, 1, generation, 0, [1]),
            1 => new EventToken(_store.Incarnation, listener.Uuid, Id(77), 1, generation, 0, [1]),
            2 => new EventToken(
                _store.Incarnation, listener.Uuid, listener.Group, _queue.Find(listener.Uuid)!.Position, generation, 0, [1_000_000]),
            _ => new EventToken(_store.Incarnation, Id(77), listener.Group, 1, generation, 0, [1]),
        };
    }

    /// <summary>A new activation: it takes the epoch, reads the stored state, then the log as far as the activation before.</summary>
    private void Restart()
    {
        var taken = Commit(new Commit { Id = Guid.NewGuid(), Groups = [new GroupWrite { Group = Id(0), TakeEpoch = true }] });
        var state = Await(_store.ReadGroupAsync(Id(0), default));
        var named = new Dictionary<(Guid, long), EventRecord>();
        foreach (var (listener, numbers) in LeaseRestoration.NamedBy(state))
        {
            foreach (var record in Await(_store.ReadEventsAsync(_naive.Of(listener).Definition.Stream, numbers, default)))
                named[(listener, record.Number)] = record;
        }

        _naive.Advance(_store.Now);
        var former = _queue;
        _queue = new ListenerQueue(state, taken.Epochs[0], _store.Incarnation, named, _limits, _store.Now);
        foreach (var stored in state.Listeners)
            ReadAgain(_naive.Of(stored.Definition.Uuid), stored, former?.Find(stored.Definition.Uuid));

        _queue.Advance(_store.Now);
        _history.AppendLine($"restart {taken.Epochs[0]}");
    }

    /// <summary>Reads as far as the activation before had, regardless of room: room is the read plan's concern.</summary>
    private void ReadAgain(NaiveListener naive, ListenerState stored, QueuedListener? former)
    {
        var listener = _queue.Find(naive.Definition.Uuid)!;
        var cursors = former?.Position == stored.Position ? CursorsOf(former) : [stored.Frontier, stored.Frontier, stored.Frontier];
        var log = Log(naive.Definition.Stream, stored.Frontier);
        listener.Intake.TakeLog([.. log.Where(record => record.Number <= cursors.Min())], long.MaxValue, _store.Now);
        foreach (var lane in Enum.GetValues<PriorityLane>())
        {
            var (from, to) = (listener.Intake.Cursors[lane] + 1, cursors[(int)lane]);
            var events = log.Where(record => PriorityLanes.Of(record.Priority) == lane && record.Number >= from && record.Number <= to);
            listener.Intake.TakeLane(lane, from, to, [.. events], long.MaxValue, _store.Now);
        }

        // Numbers settled only because of a lease are not stored as settled, so they were just read again.
        foreach (var number in naive.Late.Where(number => number > stored.Frontier && !IsStored(stored, number)).Order().ToArray())
        {
            naive.Late.Remove(number);
            naive.Settled.Remove(number);
            naive.Arrive(log.Single(record => record.Number == number));
        }
    }

    private static bool IsStored(ListenerState stored, long number)
    {
        var offset = (int)((number - 1) % StoreLimits.BitmapSize);
        return stored.Bitmaps.Any(page => page.Index == (number - 1) / StoreLimits.BitmapSize && (page.Bits[offset / 64] & (1UL << (offset % 64))) != 0);
    }

    private ImmutableArray<EventRecord> Log(StreamKey stream, long after) =>
        Await(_store.ReadEventsAsync(stream, after + 1, 10_000, default));

    private CommitResult Commit(Commit commit)
    {
        var result = Await(_store.CommitAsync(commit));
        Assert.True(result.Committed, result.Refusal?.ToString());
        return result;
    }

    private void Commit(GroupWrite write) => Commit(new Commit { Id = Guid.NewGuid(), Groups = [write] });

    private void Commit(QueueTurn turn)
    {
        if (turn.Seal() is not { } write)
            return;
        Commit(write);
        turn.Complete();
    }

    private void ApplyLease(ListenerDefinition listener, HandOut handOut, int index)
    {
        var entry = handOut.Record.Entries[index];
        NaiveQueue.Lease(_naive.Of(listener.Uuid).Entries[entry.Subject], handOut.Record.Generation, entry.Until);
    }

    private void Compare()
    {
        _queue.Advance(_store.Now);
        _naive.Advance(_store.Now);
        foreach (var naive in _naive.Listeners)
        {
            var listener = _queue.Find(naive.Definition.Uuid)!;
            var (expected, actual) = (NaiveQueue.Describe(naive), QueueText.Of(listener));
            Assert.True(expected == actual, Difference(expected, actual));
            Assert.Equal(naive.Entries.Values.Count(entry => entry.Lease is not null), listener.Leases.Count);
            Assert.Equal(naive.Entries.Values.Count(entry => entry.Parked), listener.States.Parked);
            Assert.Equal(listener.Table.Slots().Select(slot => listener.Table[slot].Attempts).DefaultIfEmpty().Max(), listener.States.HighestAttempts);
            Assert.True(listener.Numbers.Frontier <= listener.Intake.Cursors.Lowest);
            CompareRoom(listener);
            foreach (var slot in listener.Table.Slots())
            {
                foreach (var record in listener.Events.Pending(slot).Concat(listener.Table[slot].Side?.Lease?.Held ?? []))
                    Assert.Equal((record.Number, slot), (record.Number, listener.Numbers.TryFind(record.Number, out var open) ? open : -1));
            }

            CompareList(naive, listener);
        }
    }

    private static string Difference(string expected, string actual)
    {
        var (should, are) = (expected.Split('\n'), actual.Split('\n'));
        return $"Expected\n{string.Join('\n', should.Except(are))}\nbut found\n{string.Join('\n', are.Except(should))}";
    }

    private void CompareList(NaiveListener naive, QueuedListener listener)
    {
        var filter = new EntryFilter(
            _random.Next(3) == 0 ? [.. Enumerable.Range(0, _random.Next(4)).Select(_ => $"s{_random.Next(_subjectCount)}")] : null,
            _random.Next(3) == 0 ? [Priority(), Priority()] : null,
            _random.Next(3) == 0 ? _random.Next(2) == 0 : null,
            _random.Next(3) == 0 ? _random.Next(2) == 0 : null);
        var found = new List<int>();
        for (long? after = 0; after is { } from;)
        {
            var page = new List<int>();
            after = listener.View.Find(filter, from, _random.Next(1, 20), _random.Next(1, 40), page);
            found.AddRange(page);
        }

        Assert.Equal(
            naive.List(filter).Select(entry => (entry.Subject, entry.Priority, entry.Latest.Number)),
            found.Select(listener.View.Show).Select(shown => (shown.Event.Subject, shown.Priority, shown.Event.Number)));
        Assert.Equal(naive.OldestOpen(), listener.View.OldestOpen(int.MaxValue));
    }

    /// <summary>Checks that entries are counted in the lane of their priority, or as parked.</summary>
    private static void CompareRoom(QueuedListener listener)
    {
        var excluded = listener.Table.Slots().Where(slot => listener.Table[slot].State is EntryState.Parked or EntryState.Delayed).ToHashSet();
        Assert.Equal(excluded.Count, listener.Room.Aside);
        foreach (var lane in Enum.GetValues<PriorityLane>())
        {
            var open = listener.Table.Slots().Where(slot => !excluded.Contains(slot) && listener.Table[slot].HasPending);
            var count = open.Count(slot => PriorityLanes.Of(listener.Table[slot].Priority) == lane);
            Assert.True(listener.Room.WeightOf(lane) >= count, $"The lane {lane} weighs {listener.Room.WeightOf(lane)} with {count} entries.");
        }
    }

    private void Replay()
    {
        var turn = _queue.Begin(_store.Now);
        foreach (var listener in _naive.Listeners)
        {
            var queued = _queue.Find(listener.Definition.Uuid)!;
            foreach (var entry in listener.Entries.Values.Where(entry => entry.Parked))
            {
                Assert.True(turn.Change(queued, queued.SlotOf(entry.Subject), EntryVerb.Replay, null));
                NaiveQueue.Change(entry, EntryVerb.Replay, null);
            }
        }

        Commit(turn);
    }

    private void CheckDrained()
    {
        var state = Await(_store.ReadGroupAsync(Id(0), default));
        Assert.Empty(state.Leases);
        foreach (var stored in state.Listeners)
        {
            Assert.Equal(stored.Head, stored.Frontier);
            Assert.Empty(stored.Rows);
            Assert.All(stored.Bitmaps, bitmap => Assert.True((bitmap.Index + 1) * StoreLimits.BitmapSize > stored.Frontier));
            foreach (var record in Log(stored.Definition.Stream, _checker.Skipped(stored.Definition.Uuid)).Where(record => record.Target is not { } target
                || target.Uuid == stored.Definition.Uuid || target.Uuid == stored.Definition.Owner))
            {
                Assert.True(
                    _checker.Latest(stored.Definition.Uuid, record.Subject) >= record.Number,
                    $"{stored.Definition.UserKey} never got {record.Number} of {record.Subject}, nor a newer one.");
            }
        }
    }
}
