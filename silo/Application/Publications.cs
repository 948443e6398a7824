using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Namespaces;
using MoCluster.Grains.Primitives;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>Publishes events for callers of every protocol. Invalid input is refused here, without a grain call.</summary>
/// <param name="grains">Gives the grains of namespaces.</param>
/// <param name="calls">Calls the grains.</param>
/// <param name="options">Limits the number of events.</param>
internal sealed class Publications(IGrainFactory grains, GrainCalls calls, ApiOptions options)
{
    /// <summary>Publishes events, all of them or none.</summary>
    /// <param name="request">The request of the caller.</param>
    /// <param name="namespace">The name of the namespace as the caller wrote it.</param>
    /// <param name="publication">The events.</param>
    /// <param name="place">
    /// Turns the path of a refusal, for example <c>events[3].subject</c> or <c>namespace</c>, into the path in the caller's input.
    /// </param>
    /// <returns>The numbers of the events in their streams.</returns>
    /// <exception cref="RefusedException">Nothing was published, or the outcome is unknown.</exception>
    public async ValueTask<ImmutableArray<long>> PublishAsync(
        ApiRequest request, string @namespace, Publication publication, Func<string, string> place)
    {
        if (Find(@namespace, publication) is { } wrong)
            throw Refusals.ToException(wrong with { Path = place(wrong.Path!) });
        var grain = grains.GetGrain<INamespaceGrain>(StreamKey.CanonicalNamespace(@namespace));

        // With a key, a repeated publication gets the result of the first one.
        var published = await (publication.Idempotency is null
            ? calls.CommandAsync(() => grain.PublishAsync(request.Actor, publication))
            : calls.RepeatableAsync(() => grain.PublishAsync(request.Actor, publication)));
        return published.OrThrow().Numbers;
    }

    /// <summary>Checks what can be checked of a publication without its namespace.</summary>
    /// <param name="namespace">The name of the namespace as the caller wrote it.</param>
    /// <param name="publication">The events.</param>
    /// <exception cref="RefusedException">A value is wrong. The path begins at the publication, for example <c>events[3].subject</c>.</exception>
    public void Check(string @namespace, Publication publication)
    {
        if (Find(@namespace, publication) is { } wrong)
            throw Refusals.ToException(wrong);
    }

    private Refusal? Find(string @namespace, Publication publication) =>
        NameRules.CheckNamespace(@namespace, "namespace")
        ?? PublicationRules.Check(publication, new PublicationOptions { MaxEvents = options.MaxBatchLength });

    /// <summary>Makes the target of an event from the two ways to give one, an owner or a listener.</summary>
    /// <param name="owner">The only owner that gets the event, through its listeners; null for all owners.</param>
    /// <param name="listener">The only listener that gets the event; null for all listeners.</param>
    /// <param name="path">The place of the owner in the input, for the refusal.</param>
    /// <returns>The target; null when all listeners get the event.</returns>
    /// <exception cref="RefusedException">Both are given.</exception>
    public static EventTarget? TargetOf(Guid? owner, Guid? listener, string path) => (owner, listener) switch
    {
        (null, null) => null,
        ({ } one, null) => new EventTarget(EventTargetKind.Owner, one),
        (null, { } one) => new EventTarget(EventTargetKind.Listener, one),
        _ => throw Refusals.InvalidInput("owner and listener are both given; give one of them.", path),
    };
}
