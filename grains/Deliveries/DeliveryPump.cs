using System.Collections.Immutable;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Deliveries;

namespace MoCluster.Grains.Deliveries;

/// <summary>
/// Makes the deliveries of a registration: reads what is due, has it sent, and stores the outcomes. <see cref="DeliveriesInHand"/> decides what is next;
/// whatever happens ends in <see cref="Proceed"/>.
/// </summary>
/// <param name="registration">The registration.</param>
/// <param name="services">What it works with.</param>
/// <param name="portions">Deletes the deliveries of a registration that is gone.</param>
/// <param name="alarm">Calls <see cref="Proceed"/> when something happens by time alone.</param>
/// <param name="sleep">Ends the activation, which another call begins anew.</param>
internal sealed class DeliveryPump(
    Guid registration, DeliveryServices services, DeliveryPortions portions, GrainAlarm alarm, Action sleep)
{
    private readonly DeliveriesInHand _hand = new();
    private readonly DoublingPause _storePause = new(services.Time, services.Options.StorePause, services.Options.LongestStorePause);
    private readonly DoublingPause _targetPause = new(services.Time, FirstOutage, services.Options.LongestOutage);
    private readonly TaskCompletionSource _drained = new();
    private int _concurrency = 1;
    private long _lastUsed = services.Time.GetTimestamp();
    private bool _isReading;
    private bool _isStoring;
    private bool _isStopped;

    private static TimeSpan FirstOutage => TimeSpan.FromSeconds(1);

    /// <summary>How many deliveries may be made at a time. After the target was out of reach, one looks whether it is back.</summary>
    private int Most => _targetPause.HasFailed ? 1 : _concurrency;

    /// <summary>Looks whether there is something to deliver.</summary>
    public void Ring()
    {
        _lastUsed = services.Time.GetTimestamp();
        _hand.Want();
        Proceed();
    }

    /// <summary>Does what can be done now, and sets the alarm for what can be done later. It returns at once.</summary>
    public void Proceed()
    {
        if (_hand.HasOutcomes && !_isStoring)
            _ = StoreAsync();
        if (_isStopped)
        {
            if (_hand.IsEmpty)
                _drained.TrySetResult();
            return;
        }

        var pause = _storePause.Left > _targetPause.Left ? _storePause.Left : _targetPause.Left;
        var isWanted = !_isReading && _hand.ShouldRead(Most, services.Store.Now);
        if (isWanted && pause == TimeSpan.Zero)
            _ = ReadAsync();
        else if (isWanted)
            alarm.Set(pause);
        else if (_hand.Next is { } next)
            alarm.Set(next - services.Store.Now);
        SleepIfIdle();
    }

    /// <summary>Takes nothing more, and waits until the outcomes of what is being made are stored.</summary>
    /// <param name="cancellation">Ends the wait: what is not stored then is delivered again.</param>
    public async Task StopAsync(CancellationToken cancellation)
    {
        _isStopped = true;
        alarm.End();
        Proceed();
        try
        {
            await _drained.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            services.Logger.DeliveriesLeftLate(registration);
        }
    }

    private void SleepIfIdle()
    {
        if (!_hand.IsEmpty || _isReading)
            return;
        var left = services.Options.SleepAfter - services.Time.GetElapsedTime(_lastUsed);
        if (left > TimeSpan.Zero)
            alarm.Set(left);
        else if (_hand.Next is not { } next || next - services.Store.Now > services.Options.SleepAfter)
            sleep();
    }

    private async Task ReadAsync()
    {
        _isReading = true;
        GrainActivities.Leave();
        try
        {
            if (await services.Targets.FindAsync(registration, CancellationToken.None) is { } target)
                await ReadAsync(target);
            else
                await DropAsync();
            _storePause.End();
        }
        catch (Exception exception)
        {
            services.Logger.DeliveriesNotRead(exception, registration, _storePause.Begin());
        }
        finally
        {
            _isReading = false;
        }

        Proceed();
    }

    private async Task ReadAsync(DeliveryTarget target)
    {
        _concurrency = target.Policy.Concurrency;
        var asked = _hand.BeginRead(Most);
        DueDeliveries due;
        try
        {
            due = await services.Store.ReadDueDeliveriesAsync(registration, services.Store.Now, asked, CancellationToken.None);
        }
        catch
        {
            _hand.FailRead();
            throw;
        }

        if (_isStopped)
        {
            _hand.FailRead();
            return;
        }

        foreach (var row in _hand.EndRead(due, Most))
            _ = SendAsync(target, row);
    }

    private async Task DropAsync()
    {
        // What is read meanwhile was never asked for.
        _ = _hand.BeginRead(1);
        try
        {
            if (await portions.DropAsync() is var dropped and > 0)
                services.Logger.DeliveriesDropped(registration, dropped);
        }
        finally
        {
            _hand.EndRead(new DueDeliveries([], null), 1);
        }
    }

    private async Task SendAsync(DeliveryTarget target, DeliveryRow row)
    {
        GrainActivities.Leave();
        var outcome = await TryAsync(target, row);
        _lastUsed = services.Time.GetTimestamp();
        Follow(outcome);
        var change = DeliverySchedule.After(row, outcome, target.Policy, services.Store.Now);
        GrainMetrics.Attempted(registration, change);
        if (change is DeliveryChange.Parked parked)
            services.Logger.DeliveryParked(registration, row.Number, row.Object, parked.Attempts, parked.Reason);
        _hand.Sent(row, change);
        Proceed();
    }

    private async Task<DeliveryOutcome> TryAsync(DeliveryTarget target, DeliveryRow row)
    {
        using var limit = new CancellationTokenSource(target.Policy.Timeout, services.Time);
        try
        {
            return await target.Sender.SendAsync(row, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new DeliveryOutcome.Failed($"There was no answer within {target.Policy.Timeout.TotalSeconds:0.###} s.");
        }
        catch (Exception exception)
        {
            return new DeliveryOutcome.Failed(exception.Message);
        }
    }

    /// <summary>Waits while the target is out of reach, and goes on when it is back.</summary>
    private void Follow(DeliveryOutcome outcome)
    {
        var wasOut = _targetPause.HasFailed;
        if (outcome is not DeliveryOutcome.OutOfReach outage)
        {
            _targetPause.End();
            if (wasOut)
                services.Logger.DeliveryTargetBack(registration);
        }
        else if (_targetPause.Left == TimeSpan.Zero)
        {
            // Those that were under way together are one outage.
            var pause = _targetPause.Begin(outage.RetryAfter);
            if (!wasOut)
                services.Logger.DeliveryTargetOut(registration, outage.Reason, pause);
        }
    }

    /// <summary>Stores outcomes, all that are known together, until none is left.</summary>
    private async Task StoreAsync()
    {
        _isStoring = true;
        GrainActivities.Leave();
        try
        {
            while (_hand.HasOutcomes)
            {
                var outcomes = _hand.Outcomes();
                await CommitAsync(outcomes);
                _hand.Stored(outcomes);
                Proceed();
            }
        }
        catch (Exception exception)
        {
            // Only a defect comes here. What is in hand is made again by the next activation.
            services.Logger.DeliveriesNotStored(exception, registration);
            (_isStopped, _) = (true, _drained.TrySetResult());
            sleep();
        }
        finally
        {
            _isStoring = false;
        }
    }

    /// <summary>
    /// Makes a commit, however long the store is out of reach: what was made must not be made again. The same commit, made again under its id, changes nothing.
    /// </summary>
    private async Task CommitAsync(ImmutableArray<DeliveryChange> outcomes)
    {
        var commit = new Commit { Id = services.Identifiers.Next(), DeliveryChanges = outcomes };
        var pause = new DoublingPause(services.Time, services.Options.StorePause, services.Options.LongestStorePause);
        while (true)
        {
            try
            {
                var result = await services.Store.CommitAsync(commit);
                if (!result.Committed)
                    throw new InvalidOperationException($"A commit without preconditions was refused: {result.Refusal.Found}.");
                return;
            }
            catch (Exception exception) when (exception is StoreUnavailableException or CommitOutcomeUnknownException)
            {
                var wait = pause.Begin();
                services.Logger.DeliveriesStoredLater(exception, registration, outcomes.Length, wait);
                await Task.Delay(wait, services.Time);
            }
        }
    }
}
