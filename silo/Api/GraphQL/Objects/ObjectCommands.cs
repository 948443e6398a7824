using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Planning;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types;
using MoCluster.Grains;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Triggers;
using MoCluster.Silo.Api.GraphQL.Objects.Reads;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>Sends mutations to the grains of their objects.</summary>
/// <param name="grains">Gives the grains of objects.</param>
/// <param name="calls">Calls the grains.</param>
/// <param name="identifiers">Gives new objects their uuids.</param>
/// <param name="triggers">The registered triggers. They have a time budget of their own.</param>
internal sealed class ObjectCommands(IGrainFactory grains, GrainCalls calls, IIdentifierSource identifiers, TriggerRegistry triggers)
{
    /// <summary>Creates, updates or terminates an object.</summary>
    /// <param name="context">The field.</param>
    /// <param name="type">The type of the object.</param>
    /// <param name="kind">The kind of the mutation.</param>
    /// <param name="input">The input.</param>
    /// <param name="index">The index of the input in a list; 0 for a single one.</param>
    public ValueTask<ObjectResponse> MutateAsync(
        FieldContext context, TypeDefinition type, MutationKind kind, InputObject input, int index = 0)
    {
        var uuid = input.Get<Guid?>("uuid")
            ?? ObjectUuid.ForCreate(type.Name, KeyOf(context, index), identifiers);
        var mutation = MutationOf(context, kind, index) with { Request = RequestJson.Write(uuid, input) };
        return SendAsync(context, new ObjectKey(type.Name, uuid), type, mutation);
    }

    /// <summary>Deletes an object.</summary>
    /// <param name="context">The field.</param>
    /// <param name="type">The type of the object.</param>
    /// <param name="uuid">The uuid of the object.</param>
    public ValueTask<ObjectResponse> DeleteAsync(FieldContext context, TypeDefinition type, Guid uuid)
    {
        var mutation = MutationOf(context, MutationKind.Delete, 0) with { Request = RequestJson.Write(uuid) };
        return SendAsync(context, new ObjectKey(type.Name, uuid), type, mutation);
    }

    /// <summary>
    /// Sets all relations of an object. The grain of the relations' type with the uuid of the object leads the mutation (<see cref="RelatedUnits"/>).
    /// </summary>
    /// <param name="context">The field.</param>
    /// <param name="mutator">The family of mutations.</param>
    /// <param name="ends">The type of the related objects.</param>
    /// <param name="input">The input.</param>
    /// <returns>The object whose relations were set.</returns>
    public ValueTask<ObjectResponse> RelateAsync(
        FieldContext context, MutatorDefinition mutator, TypeDefinition ends, InputObject input)
    {
        var origin = input.Get<Guid>("origin");
        return SendAsync(context, new ObjectKey(mutator.Type.Name, origin), ends, MutationOf(context, MutationKind.Edit, 0) with
        {
            Request = RequestJson.Write(origin, input),
        });
    }

    /// <summary>Makes a mutation for a field, without its request.</summary>
    /// <param name="context">The field.</param>
    /// <param name="kind">The kind of the mutation.</param>
    /// <param name="index">The index in a list; 0 for a single mutation.</param>
    public static Mutation MutationOf(FieldContext context, MutationKind kind, int index)
    {
        var request = context.GetRequest<ApiRequest>();
        return new Mutation
        {
            Kind = kind,
            Request = [],
            Actor = request.Actor,
            Idempotency = KeyOf(context, index),
            Triggerless = request.Triggerless,
            Chain = request.Chain,
        };
    }

    /// <summary>Sends a mutation to the grain of its object.</summary>
    /// <param name="context">The field.</param>
    /// <param name="key">The object whose grain leads the mutation.</param>
    /// <param name="type">The type of the object in the response.</param>
    /// <param name="mutation">The mutation.</param>
    /// <exception cref="MoCluster.GraphQL.GraphQLException">The grain refused the mutation or did not answer in time.</exception>
    public async ValueTask<ObjectResponse> SendAsync(FieldContext context, ObjectKey key, TypeDefinition type, Mutation mutation)
    {
        var grain = grains.GetGrain<IObjectGrain>(key.ToString());

        // With triggers the call may take longer: the grain enforces the time budget of the triggers.
        var longest = triggers.IsEmpty ? calls.Patience : ObjectOptions.ResponseTimeout;
        var outcome = await (mutation.Idempotency is null
            ? calls.CommandAsync(() => grain.MutateAsync(mutation, context.CancellationToken), longest)
            : calls.RepeatableAsync(() => grain.MutateAsync(mutation, context.CancellationToken), longest));
        var result = outcome.OrThrow();
        return new ObjectResponse(type, result.Object.Uuid) { Failures = result.AfterTriggerFailures };
    }

    private static IdempotencyKey? KeyOf(FieldContext context, int index) =>
        context.GetRequest<ApiRequest>().IdempotencyKeyOf(context.Path.ToString(), index);
}
