using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>Changes events in the queues of the listeners that an input selects: silences, reruns, parks and so on.</summary>
/// <param name="grains">Gives the grains of listener groups.</param>
/// <param name="calls">Calls the grains.</param>
/// <param name="own">Finds the listeners.</param>
internal sealed class QueueChanges(IGrainFactory grains, GrainCalls calls, OwnListeners own)
{
    /// <summary>Declares the inputs of the changes that OS2mo has too.</summary>
    /// <param name="schema">The schema.</param>
    public static void AddInputs(SchemaBuilder schema)
    {
        schema.Input("EventSilenceInput", "The events to silence.")
            .Field("listeners", "ListenerFilter!", "The listeners whose queues are searched.")
            .Field("subjects", "[String!]!", "The subjects.");
        AddFilter(schema.Input("EventUnsilenceInput", "The events to unsilence."));
        AddFilter(schema.Input("EventRerunInput", "The events to rerun."))
            .Field("silenced", "Boolean", "Those that are silenced, or those that are not.", "null");
    }

    /// <summary>Adds the fields by which an input selects events.</summary>
    /// <param name="input">The input.</param>
    public static InputObjectTypeBuilder AddFilter(InputObjectTypeBuilder input) => input
        .Field("listeners", "ListenerFilter", "The listeners whose queues are searched; all when absent or null.", "null")
        .Field("subjects", "[String!]", "Those with one of these subjects.", "null")
        .Field("priorities", "[Int!]", "Those with one of these priorities.", "null");

    /// <summary>Changes the events that the input of a field selects, listener by listener.</summary>
    /// <param name="context">The field.</param>
    /// <param name="actor">The owner of the listeners, or an administrator.</param>
    /// <param name="dialect">Says how the input names namespaces.</param>
    /// <param name="verb">The change.</param>
    /// <returns>How many were changed, and the first of each listener.</returns>
    public async ValueTask<(int Changed, List<QueuedOf> Shown)> ChangeAsync(FieldContext context, Actor actor, Dialect dialect, EntryVerb verb)
    {
        var input = context.Argument<InputObject>("input")!;
        var reason = input.Values.ContainsKey("reason") ? input.Get<string>("reason") : null;
        var (changed, shown) = (0, new List<QueuedOf>());
        await foreach (var listener in own.FindAsync(context, actor, dialect, input.Get<InputObject>("listeners"), "input.listeners"))
        {
            var grain = grains.GetListenerGroup(listener.Group);
            var command = new EntryCommand(listener.Uuid, verb, QueuedEvents.Read(input), reason);
            var outcome = await calls.CommandAsync(() => grain.ChangeEntriesAsync(actor, command));

            // The listener was deleted in the meantime, so its queue is empty.
            if (outcome.Refusal is { Code: RefusalCode.NotFound })
                continue;
            var result = outcome.OrThrow();
            changed += result.Changed;
            shown.AddRange(result.First.Select(entry => new QueuedOf(entry, listener)));
        }

        return (changed, shown);
    }
}
