using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Deliveries;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Triggers;

/// <summary>Lists the stored calls of after triggers, and lets callers replay and skip them.</summary>
/// <param name="store">Holds the calls.</param>
/// <param name="grains">Gives the grains that make them.</param>
/// <param name="calls">Calls the grains.</param>
/// <param name="options">Limits the lengths of pages and inputs.</param>
internal sealed class DeliveryParts(IDeliveryStore store, IGrainFactory grains, GrainCalls calls, ApiOptions options) : ISchemaPart
{
    private const string WhichTrigger = "The `id` of the trigger.";

    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        if (!dialect.IsOwn)
            return;
        AddDelivery(schema);
        Paging.AddPageType(schema, "TriggerDeliveryPaged", "TriggerDelivery", "stored calls");
        schema.Object("Query").Field("trigger_deliveries", "TriggerDeliveryPaged!", "The stored calls of an after trigger that were not made yet, oldest first.")
            .Argument("trigger", "UUID!", WhichTrigger)
            .Argument("parked", "Boolean!", "Those that are parked, or those that wait.", "false")
            .Paged(options)
            .ResolveAsync(async context => await ListAsync(context));
        var mutation = schema.Object("Mutation");
        AddChange(mutation, "trigger_deliveries_replay", "Makes stored calls anew, whether they are parked or wait, and answers how many there were.",
            (grain, actor, numbers) => grain.ReplayAsync(actor, numbers));
        AddChange(mutation, "trigger_deliveries_skip", "Lets stored calls go: they are not made. Answers how many there were.",
            (grain, actor, numbers) => grain.SkipAsync(actor, numbers));
    }

    private static void AddDelivery(SchemaBuilder schema)
    {
        var type = schema.Object("TriggerDelivery", "A stored call of an after trigger.");
        type.Field("number", "Long!", "Its number. The calls for one object are made in the order of their numbers.").Resolve<DeliveryRow>(value => value.Number);
        type.Field("object_type", "String!", "The type of the object.").Resolve<DeliveryRow>(value => value.Object.Type);
        type.Field("object_uuid", "UUID!", "The object.").Resolve<DeliveryRow>(value => value.Object.Uuid);
        type.Field("payload", "String!", "What the trigger gets.").Resolve<DeliveryRow>(value => Encoding.UTF8.GetString(value.Payload.AsSpan()));
        type.Field("committed_at", "DateTime!", "When the change was committed.").Resolve<DeliveryRow>(value => value.Time);
        type.Field("attempts", "Int!", "How often it was tried.").Resolve<DeliveryRow>(value => value.Attempts);
        type.Field("due_at", "DateTime!", "It is not tried before.").Resolve<DeliveryRow>(value => value.Due);
        type.Field("parked", "Boolean!", "Whether it is not tried until it is replayed. It holds up no other call.").Resolve<DeliveryRow>(value => value.Parked);
        type.Field("reason", "String", "Why the last attempt failed; null if it was not tried yet.").Resolve<DeliveryRow>(value => value.Reason);
    }

    private void AddChange(
        ObjectTypeBuilder mutation, string name, string what, Func<IDeliveryGrain, Actor, ImmutableArray<long>, Task<Outcome<int>>> change) => mutation
        .Field(name, "Int", what)
        .Argument("trigger", "UUID!", WhichTrigger)
        .Argument("numbers", "[Long!]", $"The numbers of the calls, {options.MaxBatchLength} at most; all that are parked when absent or null.")
        .ResolveAsync<int>(async context =>
        {
            var numbers = context.ArgumentList<long>("numbers");
            if (numbers is { Count: var count } && count > options.MaxBatchLength)
                throw Refusals.InvalidInput($"{count} numbers are too many; at most {options.MaxBatchLength} are allowed.", "numbers");
            var grain = grains.GetDeliveries(context.Argument<Guid>("trigger"));
            var actor = context.GetRequest<ApiRequest>().Actor;
            return (await calls.CommandAsync(() => change(grain, actor, numbers is null ? default : [.. numbers]), IDeliveryGrain.LongestChange)).OrThrow();
        });

    private async Task<Page> ListAsync(FieldContext context)
    {
        var (limit, after) = (Paging.Limit(context, options), Paging.After(context));
        var number = 0L;
        if (after is not null && !long.TryParse(after, CultureInfo.InvariantCulture, out number))
            throw Refusals.InvalidInput("The cursor is from another list; take it from the page_info of this list.", "cursor");
        var query = new DeliveryQuery(context.Argument<Guid>("trigger"), context.Argument<bool>("parked"), limit + 1, number);
        var found = await StoreReads.ReadAsync(store.ListDeliveriesAsync(query, context.CancellationToken));
        return Paging.Make(context, found, limit, row => row.Number);
    }
}
