using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.GrainInterfaces.Objects;

/// <summary>A request to change one MO object.</summary>
[GenerateSerializer, Immutable, Alias("mo.mutation")]
public sealed record Mutation
{
    /// <summary>What is to be done.</summary>
    [Id(0)] public required MutationKind Kind { get; init; }

    /// <summary>
    /// The request as the caller wrote it, a JSON object in UTF-8 with the catalogue's field names, the uuid and the validity
    /// included: what triggers see as <c>request</c> and what idempotency hashes.
    /// </summary>
    [Id(1)] public required ImmutableArray<byte> Request { get; init; }

    /// <summary>On whose behalf.</summary>
    [Id(2)] public required Actor Actor { get; init; }

    /// <summary>A note kept with the registration; null for none.</summary>
    [Id(3)] public string? Note { get; init; }

    /// <summary>Under what the result is kept; null when the caller gave no key.</summary>
    [Id(4)] public IdempotencyKey? Idempotency { get; init; }

    /// <summary>Whether triggers (and AMQP) are skipped; the log and its events never are (DESIGN.md §7).</summary>
    [Id(5)] public bool Triggerless { get; init; }

    /// <summary>The objects under mutation from which this one was made by a trigger, outermost first. One of them again is refused.</summary>
    [Id(6)] public ImmutableArray<ObjectKey> Chain { get; init; } = [];

    /// <summary>Priority of the event, 1 first.</summary>
    [Id(7)] public int Priority { get; init; } = EventRecord.DefaultPriority;

    /// <summary>To whom alone a refresh speaks; null for everybody.</summary>
    [Id(8)] public EventTarget? Target { get; init; }

    /// <summary>After this instant nothing commits; null for the grain's own limit.</summary>
    [Id(9)] public DateTimeOffset? Deadline { get; init; }
}
