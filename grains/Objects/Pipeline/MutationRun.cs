using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Requests;

namespace MoCluster.Grains.Objects.Pipeline;

/// <summary>A mutation in the pipeline, with what stays the same when it is run again.</summary>
/// <param name="Subject">The object whose grain leads.</param>
/// <param name="Mutation">The mutation.</param>
/// <param name="Request">The mutation's request, parsed.</param>
/// <param name="Hash">The hash of the request; empty without an idempotency key.</param>
/// <param name="Deadline">After this instant nothing commits.</param>
/// <param name="TriggerDeadline">The instant at which the before triggers' shared budget ends.</param>
internal sealed record MutationRun(
    ObjectKey Subject,
    Mutation Mutation,
    MutationRequest Request,
    ImmutableArray<byte> Hash,
    DateTimeOffset Deadline,
    DateTimeOffset TriggerDeadline);
