using System.Globalization;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>The inputs that declare, delete and send.</summary>
internal static class EventInputs
{
    private const string NamespaceDescription = "The namespace, which the caller must own.";

    /// <summary>Declares the inputs.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="dialect">Says which fields there are.</param>
    /// <param name="options">Limits the lengths of inputs.</param>
    public static void AddTo(SchemaBuilder schema, Dialect dialect, ApiOptions options)
    {
        schema.Input("NamespaceCreateInput", "A namespace.")
            .Field("name", "String!", $"The name, from 1 to {StreamKey.MaxNameLength} characters.")
            .Field("public", "Boolean!", "Whether others than the caller may listen.", "false");
        schema.Input("NamespaceDeleteInput", "The namespace to delete.").Field("name", "String!", "Its name.");
        AddListener(schema, dialect);
        schema.Input("ListenerDeleteInput", "The listener to delete.")
            .Field("uuid", "UUID!", "The listener.")
            .Field("delete_pending_events", "Boolean!", "Whether to delete it even if events are pending.", "false");
        AddEventFields(schema.Input("EventSendInput", "An event that an integration sends.").Field("namespace", "String!", NamespaceDescription), dialect);
        if (!dialect.IsOwn)
        {
            schema.Input("EventAcknowledgeInput", "The event to acknowledge.").Field("token", "EventToken!", "Its token.");
            return;
        }

        AddEventFields(schema.Input("SentEventInput", "One of several events that an integration sends."), dialect);
        schema.Input("EventsSendInput", "Events that an integration sends together.")
            .Field("namespace", "String!", NamespaceDescription)
            .Field("events", "[SentEventInput!]!",
                $"The events, from 1 to {options.MaxBatchLength}, in the order of their numbers.");
    }

    private static void AddListener(SchemaBuilder schema, Dialect dialect)
    {
        var native = NamespaceNames.Native(dialect);
        var input = schema.Input("ListenerCreateInput", "A listener.")
            .Field("namespace", "String!", $"The namespace to which it listens: `{native}` for MO's own objects.", $"\"{native}\"")
            .Field("user_key", "String!", "The caller's name for it, by which it is identified.")
            .Field("routing_key", "String!", "The routing key to which it listens; for MO's own objects their type: `org_unit`, `person` …");
        if (!dialect.IsOwn)
            return;
        input.Field("group", "String",
                "The caller's name of a group. Listeners of one group never lease events of the same person or org unit twice at once.")
            .Field("lease_seconds", "Float", "How long an event stays leased; 180 when absent.")
            .Field("max_back_off_seconds", "Float", "The longest time between two deliveries of one event; 61200 when absent.")
            .Field("max_attempts", "Int", "After how many deliveries an event is parked; 0, the default, for never.")
            .Field("max_in_flight", "Int", "How many events may be leased at once; 10000 when absent.");
    }

    private static void AddEventFields(InputObjectTypeBuilder input, Dialect dialect)
    {
        input.Field("routing_key", "String!", "The routing key.")
            .Field("subject", "String!", $"The identifier of what the event concerns, at most {EventRecord.MaxSubjectLength} characters. Put no data into it.")
            .Field("priority", "Int!", "1 is first.", EventRecord.DefaultPriority.ToString(CultureInfo.InvariantCulture));
        if (!dialect.IsOwn)
            return;
        input.Field("key", "String", "The key. Events with the same key are never leased twice at once within a group of listeners. The subject when absent.")
            .Field("owner", "UUID", "The only owner whose listeners get the event.")
            .Field("listener", "UUID", "The only listener that gets the event. Give `owner` or `listener`, not both.");
    }
}
