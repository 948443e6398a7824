using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.GraphQL.Events.Versioned;

/// <summary>
/// The mutations of OS2mo's versions that change events in queues. As in OS2mo, the role is enough: they concern everybody's listeners
/// (docs/os2mo.md §4.4).
/// </summary>
/// <param name="changes">Changes the events.</param>
internal sealed class VersionedQueueMutations(QueueChanges changes) : ISchemaPart
{
    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        if (dialect.IsOwn)
            return;
        QueueChanges.AddInputs(schema);
        var mutation = schema.Object("Mutation");
        mutation.Field("event_silence", "Boolean!", "Silences events in queues: they are delivered after all others and raise no alert.")
            .Argument("input", "EventSilenceInput!", "Which.")
            .ResolveAsync(async context => (await ChangeAsync(context, dialect, EntryVerb.Silence)).Changed >= 0);
        mutation.Field("event_unsilence", "Boolean!", "Unsilences events; those that were silenced are delivered without a further delay.")
            .Argument("input", "EventUnsilenceInput!", "Which.")
            .ResolveAsync(async context => (await ChangeAsync(context, dialect, EntryVerb.Unsilence)).Changed >= 0);
        mutation.Field("event_rerun", "[FullEvent!]!",
            $"Delivers waiting events without a further delay; leases stand. Answers them, the first {EntryCommandResult.MaxShown} of each listener.")
            .Argument("input", "EventRerunInput!", "Which.")
            .ResolveAsync<IReadOnlyList<QueuedOf>>(async context => (await ChangeAsync(context, dialect, EntryVerb.Rerun)).Shown);
    }

    private ValueTask<(int Changed, List<QueuedOf> Shown)> ChangeAsync(FieldContext context, Dialect dialect, EntryVerb verb) =>
        changes.ChangeAsync(context, Unchecked(context), dialect, verb);

    /// <summary>The caller as an actor whose ownership is not checked.</summary>
    /// <param name="context">The field.</param>
    internal static Actor Unchecked(FieldContext context) => context.GetRequest<ApiRequest>().Actor with { IsAdministrator = true };
}
