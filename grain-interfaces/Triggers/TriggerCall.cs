using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.GrainInterfaces.Triggers;

/// <summary>What triggers are told of a mutation (seeds: the trigger_dict; os2mo.md §3.1).</summary>
[GenerateSerializer, Immutable, Alias("mo.trigger-call")]
public sealed record TriggerCall
{
    /// <summary>When it runs.</summary>
    [Id(0)] public required TriggerStage Stage { get; init; }

    /// <summary>The object under mutation.</summary>
    [Id(1)] public required ObjectKey Object { get; init; }

    /// <summary>The request, a JSON object in UTF-8.</summary>
    [Id(2)] public required ImmutableArray<byte> Request { get; init; }

    /// <summary>The result, a JSON value in UTF-8; null before the commit.</summary>
    [Id(3)] public ImmutableArray<byte>? Result { get; init; }

    /// <summary>The person concerned, where there is one (<c>employee_uuid</c>).</summary>
    [Id(4)] public Guid? Employee { get; init; }

    /// <summary>The org unit concerned, where there is one (<c>org_unit_uuid</c>).</summary>
    [Id(5)] public Guid? OrgUnit { get; init; }

    /// <summary>On whose behalf.</summary>
    [Id(6)] public required Actor Actor { get; init; }

    /// <summary>The objects under mutation, outermost first, this one last: a mutation that a trigger makes carries it.</summary>
    [Id(7)] public required ImmutableArray<ObjectKey> Chain { get; init; }

    /// <summary>When the budget ends.</summary>
    [Id(8)] public required DateTimeOffset Deadline { get; init; }
}
