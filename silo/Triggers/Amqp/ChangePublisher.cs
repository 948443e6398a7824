using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Listeners;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Diagnostics;

namespace MoCluster.Silo.Triggers.Amqp;

/// <summary>
/// Publishes a message for each change of an object (docs/os2mo.md §6): fetches events from the listeners of <see cref="AmqpListeners"/>, publishes, and acknowledges
/// what the broker has confirmed. So nothing is lost, and nothing is published before its commit. Every silo does this: a lease keeps two from publishing for the
/// same object at a time.
/// </summary>
/// <param name="grains">Gives the grains of the namespace and of the listeners' group.</param>
/// <param name="catalogue">The types of objects.</param>
/// <param name="broker">Publishes messages.</param>
/// <param name="options">The exchange and the limits.</param>
/// <param name="log">Logs outages.</param>
internal sealed class ChangePublisher(
    IGrainFactory grains, ObjectCatalogue catalogue, AmqpBroker broker, AmqpOptions options, ILogger<ChangePublisher> log)
{
    /// <summary>How long one fetch waits for events.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    /// <summary>When a message is published again that the broker refused.</summary>
    private static readonly TimeSpan RefusedAgain = TimeSpan.FromSeconds(5);

    /// <summary>Declares the listeners, and publishes until something fails that is not the broker. It must not run twice at a time.</summary>
    /// <param name="stopping">Ends the run.</param>
    /// <returns>Never, but for the cancellation.</returns>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken stopping)
    {
        var listeners = await DeclareAsync();
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAll(listeners.Select(async listener =>
        {
            try
            {
                await PublishAllAsync(listener, failed.Token);
            }
            catch
            {
                await failed.CancelAsync();
                throw;
            }
        }));
        return TimeSpan.Zero;
    }

    private async Task<ImmutableArray<ListenerDefinition>> DeclareAsync()
    {
        var space = grains.GetGrain<INamespaceGrain>(StreamKey.NativeNamespace);
        var declared = ImmutableArray.CreateBuilder<ListenerDefinition>();
        foreach (var declaration in AmqpListeners.Declarations(catalogue))
            declared.Add(OrThrow(await space.DeclareListenerAsync(AmqpListeners.Actor, declaration)));
        return declared.DrainToImmutable();
    }

    private async Task PublishAllAsync(ListenerDefinition listener, CancellationToken stopping)
    {
        var group = grains.GetListenerGroup(listener.Group);
        var fetch = new Fetch(listener.Uuid, options.BatchSize, Wait);
        while (!stopping.IsCancellationRequested)
        {
            await broker.ConnectAsync(stopping);
            var events = OrThrow(await group.FetchAsync(AmqpListeners.Actor, fetch, stopping));
            if (events.IsEmpty)
                continue;
            var failures = await Task.WhenAll(events.Select(delivery => TryPublishAsync(listener.Stream.RoutingKey, delivery, stopping)));
            await SettleAsync(group, events, failures);
        }
    }

    /// <summary>Publishes one message.</summary>
    /// <returns>Why it was not confirmed; null if it was.</returns>
    private async Task<Exception?> TryPublishAsync(string type, Delivery delivery, CancellationToken stopping)
    {
        try
        {
            await broker.PublishAsync(ChangeMessage.Of(options.Exchange, type, delivery.Event.Subject), stopping);
            return null;
        }
        catch (Exception failure) when (failure is BrokerUnreachableException or BrokerRefusedException or OperationCanceledException)
        {
            return failure;
        }
    }

    /// <summary>Acknowledges what was confirmed, and gives back the rest. This is done also when the silo stops.</summary>
    private async Task SettleAsync(IListenerGroupGrain group, ImmutableArray<Delivery> events, Exception?[] failures)
    {
        var confirmed = events.Where((_, at) => failures[at] is null).Select(delivery => delivery.Token).ToImmutableArray();
        if (!confirmed.IsEmpty)
            OrThrow(await group.AcknowledgeAsync(AmqpListeners.Actor, confirmed));
        if (confirmed.Length == events.Length)
            return;
        var given = events.Where((_, at) => failures[at] is not null).Zip(failures.OfType<Exception>(), GiveBack).ToImmutableArray();
        OrThrow(await group.UseTokensAsync(AmqpListeners.Actor, given));
        if (failures.OfType<Exception>().FirstOrDefault(failure => failure is not OperationCanceledException) is { } first)
            log.ChangesNotPublished(given.Length, first.Message);
    }

    private static TokenCommand GiveBack(Delivery delivery, Exception failure) => new(
        delivery.Token, TokenVerb.Nack, failure is BrokerRefusedException ? RefusedAgain : TimeSpan.Zero, failure is OperationCanceledException ? null : failure.Message);

    private static T OrThrow<T>(Outcome<T> outcome) =>
        outcome.Refusal is { } refusal ? throw new InvalidOperationException($"{refusal.Code}: {refusal.Message}") : outcome.Value!;
}
