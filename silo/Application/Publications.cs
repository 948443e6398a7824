using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Namespaces;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>Publications, by whatever protocol they are asked for. What is wrong in itself is refused before a grain hears of it.</summary>
/// <param name="grains">Reaches namespaces.</param>
/// <param name="calls">Calls within the patience of callers.</param>
/// <param name="options">The limits.</param>
internal sealed class Publications(IGrainFactory grains, GrainCalls calls, ApiOptions options)
{
    /// <summary>Publishes events, all of them or none.</summary>
    /// <param name="request">On whose behalf.</param>
    /// <param name="namespace">To which namespace, as the caller wrote it.</param>
    /// <param name="publication">What is published.</param>
    /// <param name="place">
    /// Where in the caller's input that stands of which a refusal speaks, for example <c>events[3].subject</c> or <c>namespace</c>.
    /// </param>
    /// <returns>The numbers of the events in their streams.</returns>
    public async ValueTask<ImmutableArray<long>> PublishAsync(
        ApiRequest request, string @namespace, Publication publication, Func<string, string> place)
    {
        var limits = new PublicationOptions { MaxEvents = options.MaxBatchLength };
        if ((NameRules.CheckNamespace(@namespace, "namespace") ?? PublicationRules.Check(publication, limits)) is { } wrong)
            throw Refusals.ToException(wrong with { Path = place(wrong.Path!) });
        var grain = grains.GetGrain<INamespaceGrain>(StreamKey.CanonicalNamespace(@namespace));

        // Under a key the same publication again is answered with what the first one did.
        var published = await (publication.Idempotency is null
            ? calls.CommandAsync(() => grain.PublishAsync(request.Actor, publication))
            : calls.RepeatableAsync(() => grain.PublishAsync(request.Actor, publication)));
        return published.OrThrow().Numbers;
    }

    /// <summary>To whom alone an event speaks.</summary>
    /// <param name="owner">The listeners of this owner; null for nobody's in particular.</param>
    /// <param name="listener">This listener; null for none in particular.</param>
    /// <param name="path">Where the owner stands in the input.</param>
    /// <returns>The target; null where the event speaks to everybody.</returns>
    public static EventTarget? TargetOf(Guid? owner, Guid? listener, string path) => (owner, listener) switch
    {
        (null, null) => null,
        ({ } one, null) => new EventTarget(EventTargetKind.Owner, one),
        (null, { } one) => new EventTarget(EventTargetKind.Listener, one),
        _ => throw Refusals.InvalidInput("owner and listener are both given; give one of them.", path),
    };
}
