using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL;

namespace MoCluster.Silo.Security;

/// <summary>
/// Which role each field of the schema needs (os2mo.md §1.3). A field that leads to something and for which no role is known refuses the
/// schema, so that nothing is open by oversight; what a value that the caller may see holds of itself needs none.
/// </summary>
internal sealed class FieldRoles
{
    private const string ReadPrefix = "read_";

    /// <summary>Needs no role: whoever calls may know who it is.</summary>
    private const string Public = "";

    private readonly Dictionary<string, string> _byCoordinate = new(StringComparer.Ordinal)
    {
        ["Query.me"] = Public,
        ["Query.event_fetch"] = Roles.Fetch,
        ["Query.events_fetch"] = Roles.Fetch,
        ["Query.events"] = Roles.ReadEvents,
        ["Query.event_listeners"] = Roles.ReadListeners,
        ["Query.event_namespaces"] = Roles.ReadNamespaces,
        ["Mutation.event_namespace_declare"] = Roles.CreateNamespace,
        ["Mutation.event_namespace_create"] = Roles.CreateNamespace,
        ["Mutation.event_namespace_delete"] = Roles.DeleteNamespace,
        ["Mutation.event_listener_declare"] = Roles.CreateListener,
        ["Mutation.event_listener_create"] = Roles.CreateListener,
        ["Mutation.event_listener_delete"] = Roles.DeleteListener,
        ["Mutation.event_listener_set_position"] = Roles.CreateListener,
        ["Mutation.event_listener_pause"] = Roles.CreateListener,
        ["Mutation.event_listener_resume"] = Roles.CreateListener,
        ["Mutation.event_send"] = Roles.Send,
        ["Mutation.events_send"] = Roles.Send,
        ["Mutation.event_acknowledge"] = Roles.Acknowledge,
        ["Mutation.events_acknowledge"] = Roles.Acknowledge,
        ["Mutation.event_nack"] = Roles.Acknowledge,
        ["Mutation.events_nack"] = Roles.Acknowledge,
        ["Mutation.event_touch"] = Roles.Acknowledge,
        ["Mutation.event_park"] = Roles.Acknowledge,
        ["Mutation.event_silence"] = Roles.Silence,
        ["Mutation.event_unsilence"] = Roles.Unsilence,
        ["Mutation.event_rerun"] = Roles.Rerun,
        ["Mutation.events_park"] = Roles.Silence,
        ["Mutation.events_replay"] = Roles.Rerun,
        ["Listener.events"] = Roles.ReadEvents,
        ["Listener.status"] = Roles.ReadEvents,
        ["Listener.lag"] = Roles.ReadListeners,
        ["Listener.suspension"] = Public,
        ["ListenerStatus.activity"] = Public,
        ["Listener.namespace"] = Roles.ReadNamespaces,
        ["ListenerResumption.listener"] = Public,
        ["Namespace.listeners"] = Roles.ReadListeners,
        ["FullEvent.listener"] = Roles.ReadListeners,
        ["Actor.event_listeners"] = Roles.ReadListeners,
        ["Actor.event_namespaces"] = Roles.ReadNamespaces,
    };

    /// <summary>Types of values that belong to what holds them.</summary>
    private readonly HashSet<string> _parts = new(StringComparer.Ordinal) { "Validity", "TriggerFailure", "PageInfo", "Actor" };

    /// <summary>The role to read the values of an object type, by the type of the values.</summary>
    private readonly Dictionary<string, string> _byValues = new(StringComparer.Ordinal);

    /// <summary>Knows the roles of a catalogue's types: <c>read_X</c>, <c>create_X</c> and so on, X as in its mutations' names.</summary>
    /// <param name="catalogue">The types.</param>
    public FieldRoles(ObjectCatalogue catalogue)
    {
        foreach (var type in catalogue.Types)
        {
            var read = ReadPrefix + type.Mutators[0].Name;
            _byValues[type.GraphQLName] = read;
            _byValues[$"{type.GraphQLName}Registration"] = read;
            foreach (var query in type.QueryAliases.Append(type.QueryName))
                _byCoordinate[$"Query.{query}"] = read;
            foreach (var mutator in type.Mutators)
                AddMutations(mutator);
        }
    }

    /// <summary>Lets every field of a schema that needs a role ask for it.</summary>
    /// <param name="schema">The schema, with all its types declared.</param>
    /// <exception cref="InvalidOperationException">For a field no role is known.</exception>
    public void Guard(SchemaBuilder schema)
    {
        var objects = schema.Objects.Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var type in schema.Objects)
        {
            foreach (var field in type.Fields)
            {
                var role = RoleOf(type.Name, field, objects);
                if (role != Public)
                    field.Guard(context => context.GetRequest<ApiRequest>().Roles.Require(role));
            }
        }
    }

    private string RoleOf(string type, FieldBuilder field, HashSet<string> objects)
    {
        if (_byCoordinate.TryGetValue($"{type}.{field.Name}", out var role))
            return role;
        var answers = field.Type.Trim('[', ']', '!');
        if (type is not ("Query" or "Mutation"))
        {
            // Whoever may list may see what is listed; a mutation's own answer is its object's uuid, and its values for whoever may read.
            if (_byValues.TryGetValue(answers, out var read))
                return read;
            if (!objects.Contains(answers) || _parts.Contains(answers) || type.EndsWith("Paged", StringComparison.Ordinal))
                return Public;
        }

        throw new InvalidOperationException($"Nobody said which role {type}.{field.Name} needs; say it in {nameof(FieldRoles)}.");
    }

    private void AddMutations(MutatorDefinition mutator)
    {
        var name = mutator.Name;
        Add($"{name}_create", "create", name);
        Add($"{name}_update", "edit", name);
        Add($"{name}_terminate", "terminate", name);
        Add($"{name}_delete", "delete", name);
        Add(mutator.BulkCreateName, "create", name);
        Add(mutator.BulkUpdateName, "edit", name);
        Add(mutator.RefreshName, "refresh", mutator.RefreshName?[..mutator.RefreshName.LastIndexOf('_')]);

        void Add(string? mutation, string verb, string? what)
        {
            if (mutation is not null)
                _byCoordinate[$"Mutation.{mutation}"] = $"{verb}_{what}";
        }
    }
}
