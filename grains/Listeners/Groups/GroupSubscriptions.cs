using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Listeners.Groups;

/// <summary>
/// Keeps the group subscribed to the routers of its listeners' streams, and takes in what they send: events as they are committed, or the
/// number of the log's last event.
/// </summary>
/// <param name="activation">The activation.</param>
/// <param name="grains">Gives references to routers.</param>
internal sealed class GroupSubscriptions(GroupActivation activation, IGrainFactory grains)
{
    private readonly GroupServices _services = activation.Services;
    private long _renewedAt;
    private bool _isRenewing;

    /// <summary>When the subscriptions must be renewed next, as a timestamp of the clock.</summary>
    public long NextRenewal => _renewedAt
        + activation.Ticks(activation.Requests.Fetches.Any ? _services.Options.WaitingRenewal : _services.Options.IdleRenewal);

    /// <summary>Takes in a batch of events from a router.</summary>
    public void Deliver(Guid listener, EventBatch batch)
    {
        if (activation.Queue is not { } queue || activation.End is not null)
        {
            // The router remembers an activation that is gone. It is told to forget it, and nothing is started for its sake. An activation that
            // has ended tells it nothing, because another one may be running.
            if (!activation.Start.IsUnderWay && activation.End is null)
                _ = UnsubscribeAsync(batch.Stream, listener);
            return;
        }

        if (batch.Incarnation != _services.Store.Incarnation || queue.Find(listener) is not { } queued || queued.Definition.Stream != batch.Stream)
            return;
        activation.Status.Changed();
        queue.TakeLog(queued, batch.Events, _services.Store.Now);
        activation.Reader.Resume();
        activation.CatchUp.Wake();
        activation.Loop.Run();
    }

    /// <summary>Takes from a router how far the log reaches.</summary>
    public void Reached(Guid listener, long head)
    {
        if (activation.Queue?.Find(listener) is not { } queued || activation.End is not null)
            return;
        queued.Reached(head);
        activation.Reader.Resume();
    }

    /// <summary>Subscribes again: a router may have moved and forgotten, and its answer makes up for a lost doorbell.</summary>
    public void Renew()
    {
        _renewedAt = _services.Time.GetTimestamp();
        if (!_isRenewing && activation.Requests.WaitsEnded is null)
            _ = RenewAsync();
    }

    /// <summary>Tells a router to forget a listener.</summary>
    public async Task UnsubscribeAsync(StreamKey stream, Guid listener)
    {
        try
        {
            await grains.GetGrain<IRouterGrain>(stream.ToString()).UnsubscribeAsync(activation.Group, listener);
        }
        catch (Exception exception)
        {
            _services.Logger.SubscriptionFailed(exception, activation.Group, stream);
        }
    }

    private async Task RenewAsync()
    {
        GrainActivities.Leave();
        _isRenewing = true;
        try
        {
            await SubscribeAsync();
            await activation.Definitions.ReadHaltedAsync();
        }
        catch (StoreUnavailableException exception)
        {
            _services.Logger.GroupStoreUnavailable(exception, activation.Group);
        }
        finally
        {
            _isRenewing = false;
        }

        activation.Reader.Resume();
        activation.Alarm.Set();
    }

    private async Task SubscribeAsync()
    {
        foreach (var listener in activation.Queue?.Listeners.ToArray() ?? [])
        {
            try
            {
                var router = grains.GetGrain<IRouterGrain>(listener.Definition.Stream.ToString());
                listener.Reached(await router.SubscribeAsync(activation.Group, listener.Definition.Uuid));
            }
            catch (Exception exception)
            {
                _services.Logger.SubscriptionFailed(exception, activation.Group, listener.Definition.Stream);
            }

            // That router may be one that only this silo still knows: then the sweep has told another one how far the log reaches.
            listener.Reached(_services.Sweep.LastOf(listener.Definition.Stream));
        }
    }
}
