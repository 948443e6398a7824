using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Events;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Api.GraphQL.Actors;

/// <summary>Who calls and who made changes: <c>me</c>, and the types of actors, which are OS2mo's.</summary>
/// <param name="options">Limits the lengths of pages.</param>
/// <param name="store">Holds the definitions of namespaces and listeners.</param>
/// <param name="lists">Reads the pages.</param>
internal sealed class ActorTypes(ApiOptions options, IDefinitionStore store, EventLists lists) : ISchemaPart
{
    private const string Special = "SpecialActor";
    private const string Unknown = "UnknownActor";

    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        AddFields(schema.Interface("Actor", "On whose behalf changes are made, and who owns namespaces and listeners.")
            .ResolveType(value => HardcodedActors.Contains(((Actor)value).Uuid) ? Special : Unknown), dialect);
        AddSpecial(schema, dialect);
        var unknown = schema.Object(Unknown, "An actor of whom no more is known than the identity in its token.").Implements("Actor");
        AddFields(unknown, dialect);
        unknown.Field("error", "String!", "Why no more is known.")
            .Resolve<Actor>(_ => "Actors are known by the identities in their tokens alone; persons and integrations are not looked up.");
        AddMyself(schema);
    }

    private void AddSpecial(SchemaBuilder schema, Dialect dialect)
    {
        var keys = schema.Enum("HardcodedActor", "Callers without an identity of their own.");
        foreach (var (_, name, meaning, isDeprecated) in HardcodedActors.All)
            keys.Value(name, meaning, deprecated: isDeprecated ? "OS2mo tells the reasons apart now." : null);
        var special = schema.Object(Special, "An actor that stands for callers without an identity of their own.").Implements("Actor");
        AddFields(special, dialect);
        special.Field("key", "HardcodedActor!", "Which of them.")
            .Resolve<Actor>(value => HardcodedActors.All.First(actor => actor.Uuid == value.Uuid).Name);
    }

    private void AddFields(FieldsTypeBuilder type, Dialect dialect)
    {
        type.Field("uuid", "UUID!", "Its identity.").Resolve<Actor>(value => value.Uuid);
        type.Field("event_namespaces", "[Namespace!]!", "The namespaces that it owns, in the order of their names.")
            .Argument("filter", EventFilters.NamespacesOfOwner, "Selects among them; all when absent or null.")
            .Paged(options)
            .ResolveAsync<IReadOnlyList<object>>(async context =>
            {
                var owner = context.GetSource<Actor>().Uuid;
                var which = EventFilters.Namespaces(context.Argument<InputObject>("filter"), dialect);
                return (await lists.NamespacesAsync(context, found => found.Owner == owner && which(found))).Objects;
            });
        type.Field("event_listeners", "[Listener!]!", "The listeners that it owns, in the order of their uuids.")
            .Argument("filter", EventFilters.ListenersOfOwner, "Selects among them; all when absent or null.")
            .Paged(options)
            .ResolveAsync<IReadOnlyList<object>>(async context =>
            {
                var query = await EventFilters.ListenersAsync(context.Argument<InputObject>("filter"), dialect, store, context.CancellationToken);
                return (await lists.ListenersAsync(context, query with { Owners = [context.GetSource<Actor>().Uuid] })).Objects;
            });
        type.Field("display_name", "String", "The name in the token of the caller; null for other actors.").Resolve(NameOf);
    }

    private static void AddMyself(SchemaBuilder schema)
    {
        schema.Object("Query").Field("me", "Myself!", "Who calls.").Resolve(context => context.GetRequest<ApiRequest>());
        var myself = schema.Object("Myself", "Who calls.");
        myself.Field("actor", "Actor!", "The actor of the caller.").Resolve<ApiRequest>(value => value.Actor);
        myself.Field("email", "String", "The address in the caller's token; null without one.").Resolve<ApiRequest>(value => value.CallerEmail);
        myself.Field("username", "String", "The name in the caller's token; null without one.").Resolve<ApiRequest>(value => value.CallerName);
        myself.Field("roles", "[String!]!", "The roles in the caller's token, in the order of their names.").Resolve<ApiRequest>(value => value.Roles.Names);
    }

    private static string? NameOf(FieldContext context)
    {
        var request = context.GetRequest<ApiRequest>();
        return context.GetSource<Actor>().Uuid == request.Actor.Uuid ? request.CallerName : null;
    }
}
