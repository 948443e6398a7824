using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GraphQL;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Diagnostics;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>Sends mutations to the grains of their objects.</summary>
/// <param name="options">The limits.</param>
/// <param name="log">Where failed after triggers are noted.</param>
internal sealed class ObjectCommands(ApiOptions options, ILogger<ObjectCommands> log)
{
    /// <summary>Creates, updates or terminates one object.</summary>
    /// <param name="context">The field.</param>
    /// <param name="type">The object's type.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="input">The input.</param>
    public ValueTask<ObjectResponse> MutateAsync(FieldContext context, TypeDefinition type, MutationKind kind, InputObject input) =>
        MutateAsync(context, type, kind, input, index: 0);

    /// <summary>Deletes one object.</summary>
    /// <param name="context">The field.</param>
    /// <param name="type">The object's type.</param>
    /// <param name="uuid">The object.</param>
    public ValueTask<ObjectResponse> DeleteAsync(FieldContext context, TypeDefinition type, Guid uuid) =>
        SendAsync(context, type, uuid, new Mutation
        {
            Kind = MutationKind.Delete,
            Request = RequestJson.Write(uuid),
            Actor = context.GetRequest<RequestContext>().Actor,
            Idempotency = KeyOf(context, 0),
            Triggerless = context.GetRequest<RequestContext>().Triggerless,
        });

    /// <summary>Sets all relations of one object; the first relation that there is then, or was, answers.</summary>
    /// <param name="context">The field.</param>
    /// <param name="mutator">The family of mutations.</param>
    /// <param name="input">The input.</param>
    public ValueTask<ObjectResponse> RelateAsync(FieldContext context, MutatorDefinition mutator, InputObject input) =>
        MutateAsync(context, mutator.Type, MutationKind.Edit, input, input.Get<Guid>("origin"), index: 0);

    /// <summary>
    /// Creates or updates several objects, each by itself, those of different objects at the same time. An item is a response, or
    /// the <see cref="GraphQLException"/> that says why there is none.
    /// </summary>
    /// <param name="context">The field.</param>
    /// <param name="type">The objects' type.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="inputs">The inputs.</param>
    public async ValueTask<IReadOnlyList<object>> MutateAllAsync(
        FieldContext context, TypeDefinition type, MutationKind kind, IReadOnlyList<InputObject> inputs)
    {
        if (inputs.Count > options.MaxBatchLength)
            throw Refusals.InvalidInput($"input has {inputs.Count} items; it may have {options.MaxBatchLength} at most.", "input");
        var results = new object[inputs.Count];
        // Inputs that name the same object run in their order; what names none is an object of its own.
        var chains = Enumerable.Range(0, inputs.Count).GroupBy(index => inputs[index].Get<Guid?>("uuid") is { } uuid ? (object)uuid : index);
        await ForEachAsync(context, chains, async chain =>
        {
            foreach (var index in chain)
                results[index] = await TryMutateAsync(context, type, kind, inputs[index], index);
        });
        return results;
    }

    /// <summary>Emits an event for each object of a page.</summary>
    /// <param name="context">The field.</param>
    /// <param name="type">The objects' type.</param>
    /// <param name="target">To whom alone the events speak; null for everybody.</param>
    public async ValueTask<Page> RefreshAsync(FieldContext context, TypeDefinition type, EventTarget? target)
    {
        var request = context.GetRequest<RequestContext>();
        var priority = context.Argument<int>("priority");
        if (priority < 1)
            throw Refusals.InvalidInput("priority must be natural", "priority");
        var limit = Paging.Limit(context, options);
        var query = ObjectFilters.ToQuery(type, context.Argument<InputObject>("filter"), request.Now, Paging.AfterUuid(context), limit + 1);
        var rows = await Calls.ReadAsync(request.Node.Store.ListObjectsAsync(query, context.CancellationToken));
        var page = Paging.Make(context, [.. rows.Select(row => (object)row.Object.Uuid)], limit, uuid => uuid);
        await ForEachAsync(context, page.Objects.Cast<Guid>().Select((uuid, index) => (uuid, index)), async item => await SendAsync(context, type, item.uuid, new Mutation
        {
            Kind = MutationKind.Refresh,
            Request = RequestJson.Write(item.uuid),
            Actor = request.Actor,
            Idempotency = KeyOf(context, item.index),
            Triggerless = request.Triggerless,
            Priority = priority,
            Target = target,
        }));
        return page;
    }

    private async Task<object> TryMutateAsync(FieldContext context, TypeDefinition type, MutationKind kind, InputObject input, int index)
    {
        try
        {
            return await MutateAsync(context, type, kind, input, index);
        }
        catch (GraphQLException refused)
        {
            return refused;
        }
    }

    private ValueTask<ObjectResponse> MutateAsync(FieldContext context, TypeDefinition type, MutationKind kind, InputObject input, int index)
    {
        var uuid = input.Get<Guid?>("uuid") ?? (KeyOf(context, index) is { } key ? DerivedUuid.Of(type.Name, key) : Guid.CreateVersion7());
        return MutateAsync(context, type, kind, input, uuid, index);
    }

    private ValueTask<ObjectResponse> MutateAsync(
        FieldContext context, TypeDefinition type, MutationKind kind, InputObject input, Guid uuid, int index)
    {
        var request = context.GetRequest<RequestContext>();
        return SendAsync(context, type, uuid, new Mutation
        {
            Kind = kind,
            Request = RequestJson.Write(uuid, input),
            Actor = request.Actor,
            Idempotency = KeyOf(context, index),
            Triggerless = request.Triggerless,
        });
    }

    private async ValueTask<ObjectResponse> SendAsync(FieldContext context, TypeDefinition type, Guid uuid, Mutation mutation)
    {
        var key = new ObjectKey(type.Name, uuid);
        var grain = context.GetRequest<RequestContext>().Node.Grains.GetGrain<IObjectGrain>(key.ToString());
        var result = (await Calls.CommandAsync(() => grain.MutateAsync(mutation, context.CancellationToken))).OrThrow();
        foreach (var failure in result.AfterTriggerFailures)
            log.AfterTriggerFailed(key, mutation.Actor.Trace, failure.Trigger, failure.Message);
        return new ObjectResponse(type, result.Object.Uuid, Loaded: null, result.AfterTriggerFailures);
    }

    private static IdempotencyKey? KeyOf(FieldContext context, int index)
    {
        var request = context.GetRequest<RequestContext>();
        return request.IdempotencyKey is { } key ? new IdempotencyKey(request.Actor.Uuid, key, context.Path.ToString(), index) : null;
    }

    private Task ForEachAsync<T>(FieldContext context, IEnumerable<T> items, Func<T, Task> body) => Parallel.ForEachAsync(
        items,
        new ParallelOptions { MaxDegreeOfParallelism = options.RefreshConcurrency, CancellationToken = context.CancellationToken },
        async (item, _) => await body(item));
}
