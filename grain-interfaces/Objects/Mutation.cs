using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.GrainInterfaces.Objects;

/// <summary>A request to change one MO object.</summary>
[GenerateSerializer, Immutable, Alias("mo.mutation")]
public sealed record Mutation
{
    /// <summary>What the mutation does.</summary>
    [Id(0)] public required MutationKind Kind { get; init; }

    /// <summary>
    /// The request as the caller wrote it: a JSON object in UTF-8 with the catalogue's field names, including the uuid and the validity. Triggers
    /// see it as <c>request</c>, and the idempotency key's hash covers it. A list of such requests is a group of creates or updates of objects of one
    /// type: all of them are one commit.
    /// </summary>
    [Id(1)] public required ImmutableArray<byte> Request { get; init; }

    /// <summary>The caller on whose behalf the object is changed.</summary>
    [Id(2)] public required Actor Actor { get; init; }

    /// <summary>A note kept with the registration; null for none.</summary>
    [Id(3)] public string? Note { get; init; }

    /// <summary>The key under which the result is kept; null when the caller gave none.</summary>
    [Id(4)] public IdempotencyKey? Idempotency { get; init; }

    /// <summary>Whether triggers and AMQP are skipped. The log and its events never are (docs/architecture.md §7).</summary>
    [Id(5)] public bool Triggerless { get; init; }

    /// <summary>
    /// The objects being mutated, outermost first, if their triggers made this mutation; empty if a caller made it. A mutation of one of these
    /// objects is refused.
    /// </summary>
    [Id(6)] public ImmutableArray<ObjectKey> Chain { get; init; } = [];

    /// <summary>The priority of the event. 1 comes first.</summary>
    [Id(7)] public int Priority { get; init; } = EventRecord.DefaultPriority;

    /// <summary>The one listener or owner to which the event of a refresh goes; null for all.</summary>
    [Id(8)] public EventTarget? Target { get; init; }

    /// <summary>The instant after which nothing commits; null for the grain's own limit.</summary>
    [Id(9)] public DateTimeOffset? Deadline { get; init; }

    /// <summary>Whether a create of an object that exists replaces all its values, as in OS2mo, instead of being refused.</summary>
    [Id(10)] public bool Replaces { get; init; }

    /// <summary>Whether a termination lets go of references to what ends, where the type allows that, as OS2mo lets objects end that others refer to.</summary>
    [Id(11)] public bool Releases { get; init; }
}
