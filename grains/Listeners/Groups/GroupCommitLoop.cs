using MoCluster.GrainInterfaces;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Listeners.Queues.Turns;
using MoCluster.Grains.Listeners.Requests;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Groups;

/// <summary>
/// Decides what the waiting calls ask for, and commits it, one turn after the other. While a commit is under way nothing is decided; the calls
/// that arrive in the meantime are decided together in the next turn.
/// </summary>
/// <param name="activation">The activation.</param>
internal sealed class GroupCommitLoop(GroupActivation activation)
{
    private readonly GroupServices _services = activation.Services;
    private readonly RequestQueue _requests = activation.Requests;
    private Task _loop = Task.CompletedTask;
    private bool _isRunning;
    private bool _isAskedAgain;
    private int _gapsWanted;
    private int _turns;

    /// <summary>Whether the loop has nothing to do.</summary>
    public bool IsIdle => _loop.IsCompleted;

    private ListenerQueue Queue => activation.Queue ?? throw new InvalidOperationException("The group's queue is not loaded yet.");

    /// <summary>
    /// Runs the loop, unless it runs already: then it looks once more before it ends. A caller that is answered continues inside the turn that
    /// answers it, and may call this before <see cref="_loop"/> is assigned. Two loops at once would decide the same
    /// calls twice.
    /// </summary>
    public void Run()
    {
        if (_isRunning)
            _isAskedAgain = true;
        else if (activation.End is null)
            _loop = RunAsync();
    }

    /// <summary>
    /// Waits until no turn is under way, and keeps further turns from beginning until <see cref="LeaveGap"/> is called.
    /// </summary>
    public async Task EnterGapAsync()
    {
        _gapsWanted++;
        while (!_loop.IsCompleted)
            await _loop;
    }

    /// <summary>Lets turns begin again.</summary>
    public void LeaveGap()
    {
        _gapsWanted--;
        Run();
    }

    /// <summary>
    /// Ends the waits whose time is over, except where the next turn has something for them. During a pause there is no next turn: a fetch for
    /// which there are events is told to try again, rather than that there are none.
    /// </summary>
    public void ExpireWaits()
    {
        var now = _services.Time.GetTimestamp();
        if (activation.End is not null)
            _requests.Fetches.Expire(now);
        else if (now < activation.Pause.Until)
            _requests.Fetches.Expire(now, HasSomething, GroupRefusals.Overloaded("The store could not be reached"));
        else
            _requests.Fetches.Expire(now, listener => Queue.Find(listener) is { } queued && IsServable(queued));
    }

    /// <summary>Writes what has changed and is not stored yet, as the last turn of the activation.</summary>
    public async Task FlushAsync()
    {
        var turn = Queue.Begin(_services.Store.Now);
        if (turn.Seal(flush: true) is { } write)
            await TryCommitAsync(ToCommit(write), turn.Complete, turn.Abort);
    }

    /// <summary>Commits the decisions of a turn.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="complete">Called when it became true.</param>
    /// <param name="abort">Called when nothing was done; returns whether the queue can go on.</param>
    /// <returns>Null when it was committed; otherwise the refusal for all its callers.</returns>
    public async Task<Refusal?> TryCommitAsync(Commit commit, Action complete, Func<bool> abort)
    {
        try
        {
            var result = await _services.Store.CommitAsync(commit);
            if (result.Committed)
            {
                complete();
                activation.Pause.End();
                return null;
            }

            if (result.Refusal.Precondition is Precondition.EventsKept wanted)
            {
                return new Refusal(
                    RefusalCode.InvalidInput, $"The position {wanted.From} is not in the log any more: {result.Refusal.Found}.", "input.number");
            }

            GrainMetrics.GroupSuperseded();
            _services.Logger.GroupSuperseded(activation.Group, result.Refusal.Found);
            return activation.EndWith($"This activation of the group was superseded ({result.Refusal.Found}); nothing was done. Try again.");
        }
        catch (StoreUnavailableException exception)
        {
            _services.Logger.GroupStoreUnavailable(exception, activation.Group);
            var refusal = GroupRefusals.StoreUnavailable(exception);
            activation.Pause.Begin();
            return abort() ? refusal : activation.EndWith("The store could not be reached. Nothing was done. Try again.");
        }
        catch (Exception exception)
        {
            // The outcome is unknown, or the commit broke a rule of the store. Either way nothing more is answered from this state.
            _services.Logger.GroupOutcomeUnknown(exception, activation.Group);
            return activation.EndWith(
                "Whether this was done is not known: an acknowledgement may be repeated, an event comes again when its lease ends."
                + " Try again.");
        }
    }

    private async Task RunAsync()
    {
        // The loop serves many calls, not the one that happened to start it: a turn's span is a part of what the turn serves.
        GrainActivities.Leave();
        _isRunning = true;
        try
        {
            do
            {
                _isAskedAgain = false;
                await DecideAsync();
            }
            while (_isAskedAgain && activation.End is null && _gapsWanted == 0 && HasWork());
        }
        catch (Exception exception)
        {
            activation.EndByFailure(exception);
        }
        finally
        {
            _isRunning = false;
        }
    }

    private async Task DecideAsync()
    {
        while (true)
        {
            AnswerLists();
            await activation.Positions.MoveAsync();
            if (activation.End is not null || _gapsWanted > 0 || !HasWork())
                break;
            await TakeTurnAsync(Queue.Begin(_services.Store.Now));
            activation.Reader.Resume();

            // Where there is always something to decide, deadlines must be met all the same.
            Rest();
        }

        Rest();
    }

    /// <summary>Does what has to be done between turns.</summary>
    private void Rest()
    {
        ExpireWaits();
        activation.CatchUp.Wake();
        activation.Status.Show();
        activation.Alarm.Set();
    }

    private bool HasSomething(Guid listener) => Queue.Find(listener) is { } queued
        && (Queue.HasReady(queued) || Queue.NextRead(queued, _services.Options.Window) is not null);

    private async Task TakeTurnAsync(QueueTurn turn)
    {
        activation.Status.Changed();
        var commands = new List<IQueueCommand>();
        var fetches = new List<(FetchRequest Request, HandOut HandOut)>();
        Refusal? refusal;
        try
        {
            DecideCommands(turn, commands);
            DecideFetches(turn, fetches);
            using var activity = GrainActivities.StartShared("turn", fetches, static pair => pair.Request.Cause)
                ?? GrainActivities.StartShared("turn", commands, static command => command.Cause);

            // A turn that hands something out has something to write, so no delivery is answered without a commit.
            refusal = turn.Seal() is { } write ? await TryCommitAsync(ToCommit(write), turn.Complete, turn.Abort) : null;
        }
        catch (Exception exception)
        {
            refusal = activation.EndByFailure(exception);
        }

        foreach (var command in commands)
        {
            if (refusal is not null)
                command.Refuse(refusal);
            else if (!command.Committed())
                _requests.Add(command);
        }

        fetches.ForEach(pair => pair.Request.Reply(refusal is null ? pair.HandOut.Deliveries : refusal));
    }

    private bool HasWork()
    {
        if (activation.Pause.IsOn)
            return false;
        var now = _services.Store.Now;
        Queue.Advance(now);
        return _requests.HasCommands || _requests.HasPositions || Queue.IsDue(now)
            || (_requests.Fetches.Any && Queue.Listeners.Any(IsServable));
    }

    private bool IsServable(QueuedListener listener) => Queue.HasReady(listener)
        && listener.Leases.Count < listener.Definition.Policy.MaxInFlight
        && _requests.Fetches.Peek(listener.Definition.Uuid, listener.Leases.Count) is not null;

    /// <summary>Answers the lists of entries. No turn is under way, so that they contain nothing uncommitted.</summary>
    private void AnswerLists()
    {
        while (activation.End is null && _requests.TakeList() is { } list)
            list.Decide(Queue);
    }

    private void DecideCommands(QueueTurn turn, List<IQueueCommand> taken)
    {
        for (var weight = 0; weight < _services.Options.CommitSize && _requests.TakeCommand() is { } request; weight += request.Weight)
        {
            taken.Add(request);
            request.Decide(Queue, turn);
        }
    }

    private void DecideFetches(QueueTurn turn, List<(FetchRequest Request, HandOut HandOut)> decided)
    {
        // Each turn begins with another listener, so that a busy one never keeps the others from a full commit.
        var leased = 0;
        var listeners = Queue.Listeners;
        if (listeners.Count == 0)
            return; // The last one was deleted while the group was starting.
        var first = _turns++ % listeners.Count;
        foreach (var listener in first == 0 ? listeners : listeners.Skip(first).Concat(listeners.Take(first)))
        {
            while (leased < _services.Options.CommitSize
                && _requests.Fetches.Peek(listener.Definition.Uuid, listener.Leases.Count) is { } request
                && turn.Fetch(listener, request.Limit, request.Window) is { } handOut)
            {
                _requests.Fetches.Decide(request);
                decided.Add((request, handOut));
                leased += handOut.Slots.Length;
            }
        }
    }

    private Commit ToCommit(GroupWrite write) => new() { Id = _services.Identifiers.Next(), Groups = [write] };
}
