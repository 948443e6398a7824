using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.GrainInterfaces.Triggers;

/// <summary>A mutation as triggers see it, OS2mo's trigger_dict (docs/os2mo.md §7).</summary>
[GenerateSerializer, Immutable, Alias("mo.trigger-call")]
public sealed record TriggerCall
{
    /// <summary>The stage whose triggers run.</summary>
    [Id(0)] public required TriggerStage Stage { get; init; }

    /// <summary>The object under mutation.</summary>
    [Id(1)] public required ObjectKey Object { get; init; }

    /// <summary>The request, a JSON object in UTF-8.</summary>
    [Id(2)] public required ImmutableArray<byte> Request { get; init; }

    /// <summary>The result, a JSON value in UTF-8; null before the commit.</summary>
    [Id(3)] public ImmutableArray<byte>? Result { get; init; }

    /// <summary>The person whom the mutation concerns (<c>employee_uuid</c>); null for none.</summary>
    [Id(4)] public Guid? Employee { get; init; }

    /// <summary>The org unit that the mutation concerns (<c>org_unit_uuid</c>); null for none.</summary>
    [Id(5)] public Guid? OrgUnit { get; init; }

    /// <summary>The caller on whose behalf the object is changed.</summary>
    [Id(6)] public required Actor Actor { get; init; }

    /// <summary>The objects under mutation, outermost first, this one last. A mutation that a trigger makes carries this chain.</summary>
    [Id(7)] public required ImmutableArray<ObjectKey> Chain { get; init; }

    /// <summary>The instant at which the triggers' budget ends.</summary>
    [Id(8)] public required DateTimeOffset Deadline { get; init; }

    /// <summary>The number of the object's registration on which the mutation builds; 0 for none.</summary>
    [Id(9)] public long Before { get; init; }
}
