using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Objects.Reads;
using MoCluster.Silo.Application;
using MoCluster.Silo.Security;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>
/// Knows the roles of each field of the schema. Any one role of a field is enough: OS2mo's role (docs/os2mo.md §3), or a role that earlier versions
/// of MoCluster required. A schema is refused if no role is known for a field that leads to another object, so that no field is open by
/// oversight. The plain values of an object that the caller may see need no role.
/// </summary>
internal sealed class FieldRoles
{
    /// <summary>No role is needed.</summary>
    private static readonly ImmutableArray<string> Public = [];

    private readonly Dictionary<string, ImmutableArray<string>> _byCoordinate = new(StringComparer.Ordinal)
    {
        ["Query.me"] = Public,
        ["Query.registrations"] = [Roles.ReadRegistrations],
        ["Query.version"] = Public,
        ["Query.healths"] = Public,
        ["Query.files"] = [Roles.ReadFiles],
        ["Query.org"] = [Roles.ReadOrganisation],
        ["Mutation.org_create"] = [Roles.CreateOrganisation],
        ["Query.event_fetch"] = [Roles.Fetch],
        ["Query.events_fetch"] = [Roles.Fetch],
        ["Query.events"] = [Roles.ReadEvents],
        ["Query.event_listeners"] = [Roles.ReadListeners],
        ["Query.event_namespaces"] = [Roles.ReadNamespaces],
        ["Mutation.event_namespace_declare"] = [Roles.CreateNamespace],
        ["Mutation.event_namespace_create"] = [Roles.CreateNamespace],
        ["Mutation.event_namespace_delete"] = [Roles.DeleteNamespace],
        ["Mutation.event_listener_declare"] = [Roles.CreateListener],
        ["Mutation.event_listener_create"] = [Roles.CreateListener],
        ["Mutation.event_listener_delete"] = [Roles.DeleteListener],
        ["Mutation.event_listener_set_position"] = [Roles.CreateListener],
        ["Mutation.event_listener_pause"] = [Roles.CreateListener],
        ["Mutation.event_listener_resume"] = [Roles.CreateListener],
        ["Mutation.event_send"] = [Roles.Send],
        ["Mutation.events_send"] = [Roles.Send],
        ["Mutation.event_acknowledge"] = [Roles.Acknowledge],
        ["Mutation.events_acknowledge"] = [Roles.Acknowledge],
        ["Mutation.event_nack"] = [Roles.Acknowledge],
        ["Mutation.events_nack"] = [Roles.Acknowledge],
        ["Mutation.event_touch"] = [Roles.Acknowledge],
        ["Mutation.event_park"] = [Roles.Acknowledge],
        ["Mutation.event_silence"] = [Roles.Silence],
        ["Mutation.event_unsilence"] = [Roles.Unsilence],
        ["Mutation.event_rerun"] = [Roles.Rerun],
        ["Mutation.events_park"] = [Roles.Silence],
        ["Mutation.events_replay"] = [Roles.Rerun],
        ["Query.triggers"] = [Roles.ReadTriggers],
        ["Query.trigger_endpoints"] = [Roles.ReadTriggers],
        ["Mutation.triggers_refresh"] = [Roles.RefreshTriggers],
        ["Query.trigger_deliveries"] = [Roles.ReadDeliveries],
        ["Mutation.trigger_deliveries_replay"] = [Roles.ReplayDeliveries],
        ["Mutation.trigger_deliveries_skip"] = [Roles.ReplayDeliveries],
        ["Listener.events"] = [Roles.ReadEvents],
        ["Listener.status"] = [Roles.ReadEvents],
        ["Listener.lag"] = [Roles.ReadListeners],
        ["Listener.suspension"] = Public,
        ["ListenerStatus.activity"] = Public,
        ["Listener.namespace"] = [Roles.ReadNamespaces],
        ["ListenerResumption.listener"] = Public,
        ["Namespace.listeners"] = [Roles.ReadNamespaces, Roles.ReadListeners],
        ["FullEvent.listener"] = [Roles.ReadListeners],
        ["SpecialActor.event_listeners"] = [Roles.ReadListeners],
        ["SpecialActor.event_namespaces"] = [Roles.ReadNamespaces],
        ["UnknownActor.event_listeners"] = [Roles.ReadListeners],
        ["UnknownActor.event_namespaces"] = [Roles.ReadNamespaces],
    };

    /// <summary>Types that are part of the object that holds them, and need no role of their own.</summary>
    private readonly HashSet<string> _parts = new(StringComparer.Ordinal) { "Validity", "OpenValidity", "TriggerFailure", "PageInfo", "Actor", "Registration", "Version" };

    /// <summary>The roles to read objects, by the GraphQL type of their values.</summary>
    private readonly Dictionary<string, ImmutableArray<string>> _byValues = new(StringComparer.Ordinal);

    /// <summary>
    /// Makes the roles of a catalogue's types: <c>read_X</c>, <c>create_X</c>, <c>update_X</c> and so on. X is the name in the refresh mutation of
    /// the type, for all families of its mutations: <c>itassociation_create</c> needs <c>create_association</c>.
    /// </summary>
    /// <param name="catalogue">The catalogue.</param>
    public FieldRoles(ObjectCatalogue catalogue)
    {
        foreach (var type in catalogue.Types)
        {
            var collection = Collection(type);
            var read = Either($"read_{collection}", $"read_{type.Mutators[0].Name}");
            var response = ObjectSchema.ResponseName(type);
            foreach (var values in new[] { type.GraphQLName, response, ObjectSchema.PageName(type), type.Registrations.Type, $"{response}Registration" })
                _byValues[values] = read;
            foreach (var query in type.QueryAliases.Append(type.QueryName))
                _byCoordinate[$"Query.{query}"] = read;
            foreach (var mutator in type.Mutators)
                AddMutations(collection, mutator);
        }

        // In OS2mo, the owner of an object needs the role of the collection of owners, not that of persons.
        if (_byValues.TryGetValue("Employee", out var persons))
            _byCoordinate["Owner.owner"] = ["read_owner", .. persons];
    }

    /// <summary>The roles of a field, any one of which is enough; empty if it needs none.</summary>
    /// <param name="coordinate">The type and the name of the field, for example <c>Mutation.employee_update</c>.</param>
    /// <exception cref="KeyNotFoundException">No roles are declared for this field by its name.</exception>
    internal ImmutableArray<string> Of(string coordinate) => _byCoordinate[coordinate];

    /// <summary>Makes every field of a schema require its roles.</summary>
    /// <param name="schema">The schema, with all its types declared.</param>
    /// <exception cref="InvalidOperationException">No role is known for a field.</exception>
    public void Guard(SchemaBuilder schema)
    {
        var objects = schema.Objects.Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var type in schema.Objects)
        {
            foreach (var field in type.Fields)
            {
                var roles = RolesOf(type.Name, field, objects);
                if (!roles.IsEmpty)
                    field.Guard(context => context.GetRequest<ApiRequest>().Roles.Require(roles.AsSpan()));
            }
        }
    }

    private ImmutableArray<string> RolesOf(string type, FieldBuilder field, HashSet<string> objects)
    {
        if (_byCoordinate.TryGetValue($"{type}.{field.Name}", out var roles))
            return roles;
        var answers = field.Type.Trim('[', ']', '!');
        if (type is not ("Query" or "Mutation"))
        {
            // A caller that may list objects may see them. A mutation answers the uuid of its object; its values need the role to read.
            if (type.EndsWith("Paged", StringComparison.Ordinal))
                return Public;
            if (_byValues.TryGetValue(answers, out var read))
                return read;
            if (!objects.Contains(answers) || _parts.Contains(answers))
                return Public;
        }

        throw new InvalidOperationException($"No role is known for {type}.{field.Name}; add it to {nameof(FieldRoles)}.");
    }

    private void AddMutations(string collection, MutatorDefinition mutator)
    {
        var name = mutator.Name;
        Add($"{name}_create", "create", "create");
        Add($"{name}_update", "update", "edit");
        Add($"{name}_terminate", "terminate", "terminate");
        Add($"{name}_delete", "delete", "delete");
        Add(mutator.BulkCreateName, "create", "create");
        Add(mutator.BulkUpdateName, "update", "edit");
        Add(mutator.RefreshName, "refresh", "refresh");

        void Add(string? mutation, string verb, string formerVerb)
        {
            if (mutation is not null)
                _byCoordinate[$"Mutation.{mutation}"] = Either($"{verb}_{collection}", $"{formerVerb}_{name}");
        }
    }

    private static ImmutableArray<string> Either(string role, string former) => role == former ? [role] : [role, former];

    /// <summary>The name of a type in OS2mo's roles, for example <c>employee</c> or <c>related_unit</c>.</summary>
    private static string Collection(TypeDefinition type) => type.Mutators[0] is { RefreshName: { } refresh }
        ? refresh[..refresh.LastIndexOf('_')]
        : type.Mutators[0].Name;
}
