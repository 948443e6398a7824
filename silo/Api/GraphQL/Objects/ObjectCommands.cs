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
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>Sends mutations to the grains of their objects.</summary>
/// <param name="grains">Gives the grains of objects.</param>
/// <param name="calls">Calls the grains.</param>
/// <param name="identifiers">Gives new objects their uuids.</param>
/// <param name="triggers">The registered triggers. They have a time budget of their own.</param>
/// <param name="organisation">Knows the root organisation.</param>
internal sealed class ObjectCommands(
    IGrainFactory grains, GrainCalls calls, IIdentifierSource identifiers, TriggerRegistry triggers, RootOrganisation organisation)
{
    /// <summary>Creates, updates or terminates an object.</summary>
    /// <param name="context">The field.</param>
    /// <param name="dialect">The dialect of the caller.</param>
    /// <param name="mutator">The family of mutations.</param>
    /// <param name="kind">The kind of the mutation.</param>
    /// <param name="input">The input.</param>
    /// <param name="index">The index of the input in a list; 0 for a single one.</param>
    public async ValueTask<ObjectResponse> MutateAsync(
        FieldContext context, Dialect dialect, MutatorDefinition mutator, MutationKind kind, InputObject input, int index = 0)
    {
        var uuid = UuidOf(context, mutator.Type, input, index);
        var mutation = MutationOf(context, kind, index) with
        {
            Request = RequestJson.Write(uuid, await GivenAsync(dialect, mutator, kind, input)),
            Replaces = !dialect.IsOwn && kind == MutationKind.Create,
            Releases = !dialect.IsOwn && kind == MutationKind.Terminate,
        };
        return await SendAsync(context, new ObjectKey(mutator.Type.Name, uuid), mutator.Type, mutation);
    }

    /// <summary>Creates or updates objects in one commit: all or none. No object may be named twice.</summary>
    /// <param name="context">The field.</param>
    /// <param name="dialect">The dialect of the caller.</param>
    /// <param name="mutator">The family of mutations.</param>
    /// <param name="kind">The kind of the mutations.</param>
    /// <param name="inputs">The inputs, one or more.</param>
    public async ValueTask<IReadOnlyList<object>> MutateTogetherAsync(
        FieldContext context, Dialect dialect, MutatorDefinition mutator, MutationKind kind, IReadOnlyList<InputObject> inputs)
    {
        var requests = new List<(Guid Uuid, IReadOnlyDictionary<string, object?> Fields)>(inputs.Count);
        for (var index = 0; index < inputs.Count; index++)
            requests.Add((UuidOf(context, mutator.Type, inputs[index], index), await GivenAsync(dialect, mutator, kind, inputs[index])));
        var mutation = MutationOf(context, kind, 0) with { Request = RequestJson.Write(requests), Replaces = kind == MutationKind.Create };
        await SendAsync(context, new ObjectKey(mutator.Type.Name, requests[0].Uuid), mutator.Type, mutation);
        return [.. requests.Select(request => new ObjectResponse(mutator.Type, request.Uuid))];
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
    /// <param name="dialect">The dialect of the caller.</param>
    /// <param name="mutator">The family of mutations.</param>
    /// <param name="input">The input.</param>
    /// <returns>A response with the uuid of the object whose relations were set, as OS2mo answers.</returns>
    public ValueTask<ObjectResponse> RelateAsync(FieldContext context, Dialect dialect, MutatorDefinition mutator, InputObject input)
    {
        var origin = input.Get<Guid>("origin");
        return SendAsync(context, new ObjectKey(mutator.Type.Name, origin), mutator.Type, MutationOf(context, MutationKind.Edit, 0) with
        {
            Request = RequestJson.Write(origin, GivenInput.OfRelations(dialect, input)),
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

    private Guid UuidOf(FieldContext context, TypeDefinition type, InputObject input, int index) =>
        input.Get<Guid?>("uuid") ?? ObjectUuid.ForCreate(type.Name, KeyOf(context, index), identifiers);

    private async ValueTask<IReadOnlyDictionary<string, object?>> GivenAsync(
        Dialect dialect, MutatorDefinition mutator, MutationKind kind, InputObject input)
    {
        var root = mutator.Type.Name == "org_unit" && input.Values.GetValueOrDefault("parent") is Guid ? await organisation.UuidAsync() : null;
        return GivenInput.Of(dialect, mutator, kind, input, root);
    }

    private static IdempotencyKey? KeyOf(FieldContext context, int index) =>
        context.GetRequest<ApiRequest>().IdempotencyKeyOf(context.Path.ToString(), index);
}
