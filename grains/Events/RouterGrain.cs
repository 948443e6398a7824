using System.Diagnostics;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Events;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace MoCluster.Grains.Events;

/// <summary>The router of one stream: hands its events to the listeners that are awake. <see cref="RouterCore"/> decides, this grain calls.</summary>
/// <param name="store">Gives the incarnation that batches carry.</param>
/// <param name="log">The log, from which gaps are read.</param>
/// <param name="time">The clock by which it waits for overtaken batches.</param>
/// <param name="options">The limits.</param>
/// <param name="logger">Logs failures.</param>
[Reentrant, GrainType("mo.router"), ImplicitStreamSubscription(EventBatch.Provider)]
public sealed class RouterGrain(IStoreInfo store, IEventLog log, TimeProvider time, RouterOptions options, ILogger<RouterGrain> logger)
    : Grain, IRouterGrain, IStreamSubscriptionObserver, IAsyncObserver<EventBatch>
{
    private RouterCore _core = null!;
    private StreamKey _stream;
    private bool _isFilling;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stream = StreamKey.Parse(this.GetPrimaryKeyString());
        var heads = await log.ReadHeadsAsync([_stream], cancellationToken);
        _core = new RouterCore(heads.IsEmpty ? 0 : heads[0].Last, options);
    }

    /// <inheritdoc/>
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<EventBatch>().ResumeAsync(this);

    /// <inheritdoc/>
    public Task OnNextAsync(EventBatch item, StreamSequenceToken? token = null)
    {
        // A doorbell of another incarnation, from before a restore, says nothing about this one.
        if (item.Incarnation == store.Incarnation && item.Stream == _stream)
        {
            _core.Accept(item);
            Proceed();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex)
    {
        logger.DoorbellFailed(ex, _stream);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<long> SubscribeAsync(Guid group, Guid listener) => Task.FromResult(_core.Subscribe(group, listener) ?? _core.Known);

    /// <inheritdoc/>
    public Task UnsubscribeAsync(Guid group, Guid listener)
    {
        _core.Unsubscribe(group, listener);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReachedAsync(Guid incarnation, long head)
    {
        if (incarnation == store.Incarnation)
        {
            _core.AcceptHead(head);
            Proceed();
        }

        return Task.CompletedTask;
    }

    private void Proceed()
    {
        if (_core.HasGap && !_isFilling)
            _ = FillAsync();
        HandOver();
    }

    /// <summary>Waits a moment for overtaken batches, then reads the gap once for all listeners.</summary>
    private async Task FillAsync()
    {
        _isFilling = true;
        GrainActivities.Leave();
        try
        {
            while (_core.HasGap)
            {
                await Task.Delay(options.GapWait, time);
                if (_core.HasGap)
                    await ReadGapAsync();
            }
        }
        finally
        {
            _isFilling = false;
        }
    }

    private async Task ReadGapAsync()
    {
        var (from, to) = (_core.Reached + 1, _core.Known);
        if (to - from >= options.TailEvents)
        {
            // The gap is larger than what the router keeps: every listener reads the log itself, at its own pace.
            _core.SkipTo(to);
        }
        else
        {
            try
            {
                _core.Fill(await log.ReadEventsAsync(_stream, from, (int)(to - from) + 1, CancellationToken.None));
                if (_core.Reached < to)
                    _core.SkipTo(to);
            }
            catch (Exception exception)
            {
                logger.GapReadFailed(exception, _stream, from, to);
                _core.SkipTo(to);
            }
        }

        HandOver();
    }

    private void HandOver()
    {
        foreach (var handOver in _core.Next())
            _ = HandOverAsync(handOver);
    }

    private async Task HandOverAsync(HandOver handOver)
    {
        GrainActivities.Leave();
        var activity = GrainActivities.StartFor("hand_over", _stream, handOver.Events);
        try
        {
            var listener = GrainFactory.GetListenerGroup(handOver.Group);
            await (handOver.Events.IsDefault
                ? listener.ReachedAsync(handOver.Listener, handOver.Reached)
                : listener.DeliverAsync(handOver.Listener, new EventBatch(_stream, store.Incarnation, handOver.Events)));
        }
        catch (Exception exception)
        {
            logger.DeliveryFailed(exception, _stream, handOver.Listener);
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
        }

        activity?.Dispose();
        _core.Completed(handOver.Listener);
        Proceed();
    }
}
