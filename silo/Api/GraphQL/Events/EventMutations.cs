using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Namespaces;
using MoCluster.Grains.Primitives;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>
/// The mutations of MoCluster's dialect that declare, delete, send and acknowledge, under its own names and OS2mo's (docs/os2mo.md §1 and §2).
/// </summary>
/// <param name="options">Limits the lengths of inputs.</param>
/// <param name="grains">Gives the grains of namespaces.</param>
/// <param name="listeners">Finds the namespace of a listener.</param>
/// <param name="calls">Calls the grains.</param>
/// <param name="publications">Publishes events.</param>
/// <param name="tokens">Acknowledges events.</param>
internal sealed class EventMutations(
    ApiOptions options, IGrainFactory grains, ListenerDirectory listeners, GrainCalls calls, Publications publications, TokenUses tokens) : ISchemaPart
{
    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        EventInputs.AddTo(schema, dialect, options);
        if (!dialect.IsOwn)
            return;
        var mutation = schema.Object("Mutation");
        foreach (var (name, other) in BothNames("event_namespace_declare", "event_namespace_create"))
        {
            mutation.Field(name, "Namespace",
                $"Declares a namespace to which only the caller may send. Repeating it answers the same namespace. Also `{other}`.")
                .Argument("input", "NamespaceCreateInput!", "The declaration.")
                .ResolveAsync(DeclareNamespaceAsync);
        }

        foreach (var (name, other) in BothNames("event_listener_declare", "event_listener_create"))
        {
            mutation.Field(name, "Listener",
                "Declares a listener, which gets the events from now on. Repeating it answers the same listener. "
                    + $"Also `{other}`.")
                .Argument("input", "ListenerCreateInput!", "The declaration.")
                .ResolveAsync(DeclareListenerAsync);
        }

        mutation.Field(
            "event_namespace_delete", "Boolean", "Deletes a namespace, which must have no listeners. True also if it does not exist.")
            .Argument("input", "NamespaceDeleteInput!", "Which.")
            .ResolveAsync(DeleteNamespaceAsync);
        mutation.Field("event_listener_delete", "Boolean", "Deletes a listener. True also if it does not exist.")
            .Argument("input", "ListenerDeleteInput!", "Which.")
            .ResolveAsync(DeleteListenerAsync);
        mutation.Field("event_send", "Boolean", "Sends an event to a namespace of the caller. True when it is durable.")
            .Argument("input", "EventSendInput!", "The event.")
            .ResolveAsync(async context => !(await SendAsync(context, [context.Argument<InputObject>("input")!], PlaceOfOne)).IsEmpty);
        mutation.Field("events_send", "[Long!]",
            "Sends events to a namespace of the caller, all of them or none, and answers their numbers in their streams.")
            .Argument("input", "EventsSendInput!", "The events.")
            .ResolveAsync<IReadOnlyList<long>>(async context =>
                await SendAsync(context, context.Argument<InputObject>("input")!.GetList<InputObject>("events")!, PlaceOfMany));
        mutation.Field(
            "event_acknowledge", "Boolean", "Acknowledges a fetched event. True also if it was acknowledged before, or is gone.")
            .Argument("input", "EventToken!", "Its token.")
            .ResolveAsync(context => SettleAsync(context, [context.Argument<GivenToken>("input")!]));
        mutation.Field("events_acknowledge", "Boolean", "Acknowledges fetched events, those of each listener in one commit.")
            .Argument("input", "[EventToken!]!", $"Their tokens, {options.MaxBatchLength} at most.")
            .ResolveAsync(context => SettleAsync(context, Batch(context.ArgumentList<GivenToken>("input")!, "input")));
    }

    private async ValueTask<NamespaceDefinition> DeclareNamespaceAsync(FieldContext context)
    {
        var input = context.Argument<InputObject>("input")!;
        var grain = NamespaceOf(context, input.Get<string>("name")!, "input.name");
        return (await calls.RepeatableAsync(() => grain.DeclareAsync(ActorOf(context), input.Get<bool>("public")))).OrThrow();
    }

    private async ValueTask<GrainInterfaces.Listeners.ListenerDefinition> DeclareListenerAsync(FieldContext context)
    {
        var input = context.Argument<InputObject>("input")!;
        var grain = NamespaceOf(context, input.Get<string>("namespace")!, "input.namespace");
        var declaration = new ListenerDeclaration(
            input.Get<string>("user_key")!,
            input.Get<string>("routing_key")!,
            PolicyInput.Read(input),
            input.Get<string>("group"));
        return (await calls.RepeatableAsync(() => grain.DeclareListenerAsync(ActorOf(context), declaration))).OrThrow();
    }

    private async ValueTask<bool> DeleteNamespaceAsync(FieldContext context)
    {
        var grain = NamespaceOf(context, context.Argument<InputObject>("input")!.Get<string>("name")!, "input.name");
        return (await calls.CommandAsync(() => grain.DeleteAsync(ActorOf(context)))).OrThrow();
    }

    private async ValueTask<bool> DeleteListenerAsync(FieldContext context)
    {
        var input = context.Argument<InputObject>("input")!;
        var uuid = input.Get<Guid>("uuid");
        var listener = await listeners.FindAsync(uuid, context.CancellationToken);
        if (listener is null)
            return true;
        var grain = NamespaceOf(context, listener.Stream.Namespace, "input.uuid");
        return (await calls.CommandAsync(() =>
            grain.DeleteListenerAsync(ActorOf(context), uuid, input.Get<bool>("delete_pending_events")))).OrThrow();
    }

    private ValueTask<ImmutableArray<long>> SendAsync(FieldContext context, IReadOnlyList<InputObject> events, Func<string, string> place)
    {
        var request = context.GetRequest<ApiRequest>();
        var drafts = events.Select((sent, index) => ToEvent(sent, place($"{PublicationRules.PathOf(index)}.owner")));
        var publication = new Publication([.. drafts], request.IdempotencyKeyOf(context.Path.ToString()));
        var name = context.Argument<InputObject>("input")!.Get<string>("namespace")!;
        return publications.PublishAsync(request, name, publication, place);
    }

    /// <summary>The path of a single event: its fields are in the input itself.</summary>
    private static string PlaceOfOne(string path) => PlaceOfMany(path.Replace($"{PublicationRules.PathOf(0)}.", "", StringComparison.Ordinal));

    private static string PlaceOfMany(string path) => $"input.{path}";

    private ValueTask<bool> SettleAsync(FieldContext context, IReadOnlyList<GivenToken> used) =>
        tokens.SettleAsync(context.GetRequest<ApiRequest>(), used, context.CancellationToken);

    private static PublishedEvent ToEvent(InputObject input, string ownerPath) => new(
        input.Get<string>("routing_key")!,
        input.Get<string>("subject")!,
        input.Get<int>("priority"),
        input.Get<string>("key"),
        Publications.TargetOf(input.Get<Guid?>("owner"), input.Get<Guid?>("listener"), ownerPath));

    private IReadOnlyList<T> Batch<T>(IReadOnlyList<T> items, string path) => items.Count <= options.MaxBatchLength
        ? items
        : throw Refusals.InvalidInput($"{path} has {items.Count} items; it may have {options.MaxBatchLength} at most.", path);

    private static Actor ActorOf(FieldContext context) => context.GetRequest<ApiRequest>().Actor;

    /// <summary>Pairs MoCluster's own name of a mutation with OS2mo's, in both orders (docs/os2mo.md §1).</summary>
    private static (string Name, string Other)[] BothNames(string shipped, string documented) =>
        [(shipped, documented), (documented, shipped)];

    private INamespaceGrain NamespaceOf(FieldContext context, string name, string path) => NameRules.CheckNamespace(name, path) is { } wrong
        ? throw Refusals.ToException(wrong)
        : grains.GetGrain<INamespaceGrain>(StreamKey.CanonicalNamespace(name));
}
