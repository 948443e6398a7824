using MoCluster.GrainInterfaces;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Listeners.Queues.Turns;
using MoCluster.Grains.Listeners.Requests;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Listeners;

/// <content>Deciding and committing, and the one timer.</content>
public sealed partial class ListenerGroupGrain
{
    private static readonly TimeSpan LongestAlarm = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestAlarm = TimeSpan.FromMilliseconds(1);

    private Task _pump = Task.CompletedTask;
    private bool _isPumping;
    private bool _isAskedAgain;
    private Refusal? _end;
    private IGrainTimer? _alarm;
    private long _armedFor = long.MaxValue;
    private long _pausedUntil;
    private int _turns;
    private int _gapsWanted;
    private TimeSpan _pause = options.Pause;

    /// <summary>
    /// Decides what can be decided. While a commit is under way nothing is; after it, all that came meanwhile. Whoever is answered goes on within
    /// the turn that answers, and may ask for this again before <see cref="_pump"/> is known: two at a time would decide the same.
    /// </summary>
    private void Pump()
    {
        if (_isPumping)
            _isAskedAgain = true;
        else if (_end is null)
            _pump = PumpAsync();
    }

    private async Task PumpAsync()
    {
        // Whoever happened to begin it is not the only one it is for: a turn is a part of what it serves.
        GrainActivities.Leave();
        _isPumping = true;
        try
        {
            do
            {
                _isAskedAgain = false;
                await DecideAsync();
            }
            while (_isAskedAgain && _end is null && _gapsWanted == 0 && HasWork());
        }
        catch (Exception exception)
        {
            EndByFailure(exception);
        }
        finally
        {
            _isPumping = false;
        }
    }

    private async Task DecideAsync()
    {
        while (true)
        {
            Look();
            await MoveAsync();
            if (_end is not null || _gapsWanted > 0 || !HasWork())
                break;
            await TakeTurnAsync(_queue!.Begin(store.Now));
            ResumeReading();

            // Where there is always something to decide, time goes on all the same.
            Rest();
        }

        Rest();
    }

    /// <summary>What is done between turns.</summary>
    private void Rest()
    {
        Expire();
        TellMoreRead();
        Show();
        Arm();
    }

    /// <summary>
    /// Ends the waits whose time is over, except where the next turn has something for them. While the group pauses there is no next turn: who
    /// could have been given something is told to come again, and not that there is nothing.
    /// </summary>
    private void Expire()
    {
        var now = time.GetTimestamp();
        if (_end is not null)
            _requests.Expire(now);
        else if (now < _pausedUntil)
            _requests.Expire(now, HasSomething, Overloaded("The store could not be reached"));
        else
            _requests.Expire(now, listener => _queue!.Find(listener) is { } queued && IsServable(queued));
    }

    private bool HasSomething(Guid listener) =>
        _queue!.Find(listener) is { } queued && (_queue.HasReady(queued) || _queue.NextRead(queued, options.Window) is not null);

    /// <summary>
    /// Waits until no turn is under way. Meanwhile none is begun, though there may be work: whoever waits lowers
    /// <see cref="_gapsWanted"/> again and pumps when he is done.
    /// </summary>
    private async Task GapAsync()
    {
        _gapsWanted++;
        while (!_pump.IsCompleted)
            await _pump;
    }

    private async Task TakeTurnAsync(QueueTurn turn)
    {
        _isChanged = true;
        var commands = new List<GroupRequest>();
        var decided = new List<(FetchRequest Request, HandOut HandOut)>();
        Refusal? refusal;
        try
        {
            DecideCommands(turn, commands);
            Lease(turn, decided);
            using var activity = GrainActivities.StartShared("turn", decided, static pair => pair.Request.Cause)
                ?? GrainActivities.StartShared("turn", commands, static command => command.Cause);
            // A turn that hands something out has touched it, so that there is something to write: no delivery is answered without a commit.
            refusal = turn.Seal() is { } write ? await TryCommitAsync(ToCommit(write), turn.Complete, turn.Abort) : null;
        }
        catch (Exception exception)
        {
            refusal = EndByFailure(exception);
        }

        foreach (var command in commands)
        {
            if (refusal is not null)
                command.Refuse(refusal);
            else if (!command.Committed())
                _requests.Add(command);
        }

        decided.ForEach(pair => pair.Request.Reply(refusal is null ? pair.HandOut.Deliveries : refusal));
    }

    private bool HasWork()
    {
        if (time.GetTimestamp() < _pausedUntil)
            return false;
        var now = store.Now;
        _queue!.Advance(now);
        return _requests.HasCommands || _requests.HasPositions || _queue.IsDue(now)
            || (_requests.HasFetches && _queue.Listeners.Any(IsServable));
    }

    private bool IsServable(QueuedListener listener) => _queue!.HasReady(listener)
        && listener.Leases.Count < listener.Definition.Policy.MaxInFlight && _requests.PeekFetch(listener.Definition.Uuid, listener.Leases.Count) is not null;

    /// <summary>No turn is under way: whoever looks at the queue sees what is committed.</summary>
    private void Look()
    {
        while (_end is null && _requests.TakeLook() is { } look)
            look.Look(_queue!);
    }

    private void DecideCommands(QueueTurn turn, List<GroupRequest> taken)
    {
        for (var weight = 0; weight < options.CommitSize && _requests.TakeCommand() is { } request; weight += request.Weight)
        {
            taken.Add(request);
            request.Decide(_queue!, turn);
        }
    }

    private void Lease(QueueTurn turn, List<(FetchRequest Request, HandOut HandOut)> decided)
    {
        // Each turn begins with another listener, so that a busy one never keeps the others from a full commit.
        var leased = 0;
        var listeners = _queue!.Listeners;
        if (listeners.Count == 0)
            return; // The last one was deleted while the group began.
        var first = _turns++ % listeners.Count;
        foreach (var listener in first == 0 ? listeners : listeners.Skip(first).Concat(listeners.Take(first)))
        {
            while (leased < options.CommitSize && _requests.PeekFetch(listener.Definition.Uuid, listener.Leases.Count) is { } request
                && turn.Fetch(listener, request.Limit, request.Window) is { } handOut)
            {
                _requests.Decide(request);
                decided.Add((request, handOut));
                leased += handOut.Slots.Length;
            }
        }
    }

    private Commit ToCommit(GroupWrite write) => new() { Id = identifiers.Next(), Groups = [write] };

    /// <summary>Commits what was decided.</summary>
    /// <param name="commit">It.</param>
    /// <param name="complete">Called when it became true.</param>
    /// <param name="abort">Called when nothing was done; answers whether the queue can go on.</param>
    /// <returns>Null when it became true; else what all whom it concerns are told.</returns>
    private async Task<Refusal?> TryCommitAsync(Commit commit, Action complete, Func<bool> abort)
    {
        try
        {
            var result = await store.CommitAsync(commit);
            if (result.Committed)
            {
                complete();
                (_pause, _pausedUntil) = (options.Pause, 0);
                return null;
            }

            if (result.Refusal.Precondition is Precondition.EventsKept wanted)
            {
                return new Refusal(
                    RefusalCode.InvalidInput, $"The position {wanted.From} is not in the log any more: {result.Refusal.Found}.", "input.number");
            }

            GrainMetrics.GroupSuperseded();
            logger.GroupSuperseded(_group, result.Refusal.Found);
            return End($"This activation of the group was superseded ({result.Refusal.Found}); nothing was done. Try again.");
        }
        catch (StoreUnavailableException exception)
        {
            logger.GroupStoreUnavailable(exception, _group);
            var refusal = new Refusal(RefusalCode.Overloaded, exception.Message, Retriable: true);
            PauseAWhile();
            return abort() ? refusal : End("The store could not be reached. Nothing was done. Try again.");
        }
        catch (Exception exception)
        {
            // Unknown, or against the rules of the store: either way nothing more is answered from this state.
            logger.GroupOutcomeUnknown(exception, _group);
            return End(
                "Whether this was done is not known: an acknowledgement may be repeated, an event comes again when its lease ends."
                + " Try again.");
        }
    }

    /// <summary>Nothing is answered from this state any more: what waits is refused, and the next call finds a new activation.</summary>
    private Refusal End(string why)
    {
        _end = new Refusal(RefusalCode.Superseded, why, Retriable: true);
        awake.Forget(this);
        _requests.Close(_end);
        DeactivateOnIdle();
        return _end;
    }

    /// <summary>The queue contradicts itself. What it says is worth nothing any more; what is stored is.</summary>
    private Refusal EndByFailure(Exception exception)
    {
        logger.GroupFailed(exception, _group);
        return End("The group's queue failed and is built again. Whether this was done is not known. Try again.");
    }

    private void PauseAWhile()
    {
        if (_requests.WaitsEnded is { } ended)
        {
            // The activation ends, and the timer that would end the pause may not tick any more.
            _requests.Close(ended);
            return;
        }

        _pausedUntil = time.GetTimestamp() + Ticks(_pause);
        _pause = _pause * 2 < options.MaxPause ? _pause * 2 : options.MaxPause;
    }

    private Task OnAlarmAsync()
    {
        _armedFor = long.MaxValue;
        if (_end is not null || _queue is null)
            return Task.CompletedTask;
        var now = time.GetTimestamp();
        if (now - _lastUsed >= Ticks(options.SleepAfter) && _requests.IsEmpty && _pump.IsCompleted)
        {
            Sleep();
            return Task.CompletedTask;
        }

        if (now >= NextRenewal)
            Renew();
        ResumeReading();
        Expire();
        Pump();
        return Task.CompletedTask;
    }

    /// <summary>Sets the timer to the next thing that happens by time alone. An earlier setting stands: it costs one idle look.</summary>
    private void Arm()
    {
        if (_end is not null)
            return;
        var now = time.GetTimestamp();
        var next = Math.Min(Math.Min(NextRenewal, NextShow), _lastUsed + Ticks(options.SleepAfter));
        if (_requests.NextDeadline is { } deadline)
            next = Math.Min(next, deadline);
        if (_queue!.NextInstant is { } instant)
            next = Math.Min(next, now + Ticks(instant - store.Now));
        if (now < _pausedUntil)
            next = _pausedUntil;
        if (next >= _armedFor)
            return;
        _armedFor = next;
        var due = time.GetElapsedTime(now, next);
        due = due < ShortestAlarm ? ShortestAlarm : due < LongestAlarm ? due + ShortestAlarm : LongestAlarm;
        if (_alarm is not null)
            _alarm.Change(due, Timeout.InfiniteTimeSpan);
        else
            _alarm = this.RegisterGrainTimer(OnAlarmAsync, new(due, Timeout.InfiniteTimeSpan) { Interleave = true });
    }
}
