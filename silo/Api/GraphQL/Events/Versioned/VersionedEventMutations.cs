using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Namespaces;
using MoCluster.Grains.Primitives;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Events.Versioned;

/// <summary>
/// The mutations of OS2mo's versions that declare, delete, send and acknowledge, with OS2mo's answers (docs/os2mo.md §3 and §4). The events that one
/// document sends become one commit, and so do the acknowledgements of one document for listeners of one group.
/// </summary>
/// <param name="grains">Gives the grains of namespaces.</param>
/// <param name="listeners">Finds the namespace of a listener.</param>
/// <param name="calls">Calls the grains.</param>
/// <param name="publications">Publishes events.</param>
/// <param name="tokens">Acknowledges events.</param>
internal sealed class VersionedEventMutations(
    IGrainFactory grains, ListenerDirectory listeners, GrainCalls calls, Publications publications, TokenUses tokens) : ISchemaPart
{
    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        if (dialect.IsOwn)
            return;
        var mutation = schema.Object("Mutation");
        mutation.Field("event_namespace_declare", "Namespace!",
            "Declares a namespace to which only the caller may send. Repeating it answers the same namespace.")
            .Argument("input", "NamespaceCreateInput!", "The declaration.")
            .ResolveAsync(context => DeclareNamespaceAsync(context, dialect));
        mutation.Field("event_namespace_delete", "Boolean!", "Deletes a namespace, which must have no listeners. True also if it does not exist.")
            .Argument("input", "NamespaceDeleteInput!", "Which.")
            .ResolveAsync(context => DeleteNamespaceAsync(context, dialect));
        mutation.Field("event_listener_declare", "Listener!",
            "Declares a listener, which gets the events from now on. Repeating it answers the same listener.")
            .Argument("input", "ListenerCreateInput!", "The declaration.")
            .ResolveAsync(context => DeclareListenerAsync(context, dialect));
        mutation.Field("event_listener_delete", "Boolean!", "Deletes a listener. True also if it does not exist.")
            .Argument("input", "ListenerDeleteInput!", "Which.")
            .ResolveAsync(DeleteListenerAsync);
        mutation.Field("event_acknowledge", "Boolean!", "Acknowledges a fetched event. True also if it was acknowledged before, or is gone.")
            .Argument("input", "EventAcknowledgeInput!", "Its token.")
            .ResolveTogetherAsync(AcknowledgeAsync);
        mutation.Field("event_send", "Boolean!", "Sends an event to a namespace of the caller. True when it is durable.")
            .Argument("input", "EventSendInput!", "The event.")
            .ResolveTogetherAsync(contexts => SendAsync(contexts, dialect));
    }

    private async ValueTask<NamespaceDefinition> DeclareNamespaceAsync(FieldContext context, Dialect dialect)
    {
        var (input, name) = Input(context, dialect, "name");
        if (name is null)
            throw Refusals.ToException(new Refusal(RefusalCode.Conflict, "Namespace already claimed by another owner.", "input.name"));
        return (await calls.RepeatableAsync(() => Grain(name, "name").DeclareAsync(ActorOf(context), input.Get<bool>("public")))).OrThrow();
    }

    private async ValueTask<bool> DeleteNamespaceAsync(FieldContext context, Dialect dialect)
    {
        var (_, name) = Input(context, dialect, "name");
        return name is null || (await calls.CommandAsync(() => Grain(name, "name").DeleteAsync(VersionedQueueMutations.Unchecked(context)))).OrThrow();
    }

    private async ValueTask<ListenerDefinition> DeclareListenerAsync(FieldContext context, Dialect dialect)
    {
        var (input, name) = Input(context, dialect, "namespace");
        if (name is null)
            throw Refusals.ToException(NamespaceRules.Listen(existing: null, ActorOf(context))!);
        var declaration = new ListenerDeclaration(input.Get<string>("user_key")!, input.Get<string>("routing_key")!);
        return (await calls.RepeatableAsync(() => Grain(name, "namespace").DeclareListenerAsync(ActorOf(context), declaration))).OrThrow();
    }

    private async ValueTask<bool> DeleteListenerAsync(FieldContext context)
    {
        var input = context.Argument<InputObject>("input")!;
        var uuid = input.Get<Guid>("uuid");
        if (await listeners.FindAsync(uuid, context.CancellationToken) is not { } listener)
            return true;
        return (await calls.CommandAsync(() => Grain(listener.Stream.Namespace, "uuid")
            .DeleteListenerAsync(VersionedQueueMutations.Unchecked(context), uuid, input.Get<bool>("delete_pending_events")))).OrThrow();
    }

    private async ValueTask<IReadOnlyList<bool>> AcknowledgeAsync(IReadOnlyList<FieldContext> contexts)
    {
        var given = contexts.Select(context => context.Argument<InputObject>("input")!.Get<GivenToken>("token")!).ToArray();
        await tokens.SettleAsync(contexts[0].GetRequest<ApiRequest>(), given, contexts[0].CancellationToken);
        return [.. Enumerable.Repeat(true, contexts.Count)];
    }

    /// <summary>Sends the events of a document, those to each namespace in one commit, in the order in which the namespaces are named first.</summary>
    private async ValueTask<IReadOnlyList<bool>> SendAsync(IReadOnlyList<FieldContext> contexts, Dialect dialect)
    {
        var byNamespace = Enumerable.Range(0, contexts.Count).GroupBy(i => Input(contexts[i], dialect, "namespace").Name, StringComparer.Ordinal);
        foreach (var group in byNamespace)
            await SendAsync(contexts, [.. group], group.Key);
        return [.. Enumerable.Repeat(true, contexts.Count)];
    }

    private async ValueTask SendAsync(IReadOnlyList<FieldContext> contexts, int[] which, string? name)
    {
        var request = contexts[0].GetRequest<ApiRequest>();
        var events = which.Select(i => contexts[i].Argument<InputObject>("input")!).Select(input =>
            new PublishedEvent(input.Get<string>("routing_key")!, input.Get<string>("subject")!, input.Get<int>("priority")));
        var publication = new Publication([.. events], request.IdempotencyKeyOf(contexts[which[0]].Path.ToString()));
        try
        {
            publications.Check(name ?? StreamKey.NativeNamespace, publication);
            if (name is null)
                throw Refusals.ToException(NamespaceRules.Send(existing: null, request.Actor)!);
            await publications.PublishAsync(request, name, publication, path => path);
        }
        catch (RefusedException refused)
        {
            var (at, path) = PlaceOf(refused.Refusal.Path);
            throw new FailedTogetherException(which[at], Refusals.ToException(refused.Refusal with { Path = path }));
        }
    }

    /// <summary>The index of the event at which the path of a refusal begins, and the path in its own input.</summary>
    private static (int Index, string Path) PlaceOf(string? path)
    {
        const string Events = PublicationRules.Path + "[";
        if (path?.StartsWith(Events, StringComparison.Ordinal) != true || path.IndexOf("].", StringComparison.Ordinal) is not (> 0 and var end))
            return (0, $"input.{path?.Replace("input.", "", StringComparison.Ordinal) ?? "namespace"}");
        return (int.Parse(path.AsSpan(Events.Length, end - Events.Length), System.Globalization.CultureInfo.InvariantCulture), $"input.{path[(end + 2)..]}");
    }

    private static (InputObject Input, string? Name) Input(FieldContext context, Dialect dialect, string field)
    {
        var input = context.Argument<InputObject>("input")!;
        return (input, NamespaceNames.Stored(dialect, input.Get<string>(field)!));
    }

    private static Actor ActorOf(FieldContext context) => context.GetRequest<ApiRequest>().Actor;

    private INamespaceGrain Grain(string name, string field) => NameRules.CheckNamespace(name, $"input.{field}") is { } wrong
        ? throw Refusals.ToException(wrong)
        : grains.GetGrain<INamespaceGrain>(name);
}
