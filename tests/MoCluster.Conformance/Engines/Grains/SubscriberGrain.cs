using MoCluster.Conformance.Engines.Hosting;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace MoCluster.Conformance.Engines.Grains;

/// <inheritdoc cref="IObservingSubscriber"/>
[ImplicitStreamSubscription(Namespace), Reentrant]
public sealed class ObservingSubscriberGrain(ProbeBoard probes) : SubscriberGrain(probes), IObservingSubscriber, IStreamSubscriptionObserver
{
    public const string Namespace = "observed";

    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory)
    {
        Probe.Mark($"subscribed {handleFactory.StreamId.GetNamespace()} {handleFactory.ProviderName}");
        await handleFactory.Create<Item>().ResumeAsync(this);
    }
}

/// <inheritdoc cref="IEagerSubscriber"/>
[ImplicitStreamSubscription(Namespace)]
public sealed class EagerSubscriberGrain(ProbeBoard probes) : SubscriberGrain(probes), IEagerSubscriber
{
    public const string Namespace = "eager";

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        var stream = this.GetStreamProvider(IEngineHost.StreamProvider).GetStream<Item>(Namespace, this.GetPrimaryKeyString());
        foreach (var handle in await stream.GetAllSubscriptionHandles())
            await handle.ResumeAsync(this);
    }
}

/// <inheritdoc cref="ISubscriber"/>
public abstract class SubscriberGrain(ProbeBoard probes) : Grain, ISubscriber, IAsyncObserver<Item>
{
    private TaskScheduler? _scheduler;

    protected Probe Probe => probes.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _scheduler = TaskScheduler.Current;
        Probe.Mark($"activated {Probe.Count("activations")}");
        return Task.CompletedTask;
    }

    public Task Wake() => Task.CompletedTask;

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task OnNextAsync(Item item, StreamSequenceToken? token = null)
    {
        Probe.Enter();
        if (!ReferenceEquals(TaskScheduler.Current, _scheduler))
            Probe.Mark("stray item");
        Probe.Write($"{item.Text}@{this.GetPrimaryKeyString()[^1]}");
        Probe.Signal(item.Text);
        if (item.Text.StartsWith("hold", StringComparison.Ordinal))
            await Probe.When($"{item.Text} go");
        else
            await Task.Yield();
        Probe.Leave();
        if (item.Text.StartsWith("fail", StringComparison.Ordinal) && Probe.Count(item.Text) == 1)
            throw new InvalidOperationException("as asked");
    }

    public Task OnCompletedAsync() => Task.CompletedTask;

    public Task OnErrorAsync(Exception ex)
    {
        Probe.Mark($"error {ex.GetType().Name}");
        return Task.CompletedTask;
    }
}
