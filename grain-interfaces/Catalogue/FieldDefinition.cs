using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Catalogue.Reading;

namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>A field of an object's state. Its limits and texts follow OS2mo (docs/os2mo.md §8.2).</summary>
public sealed record FieldDefinition
{
    /// <summary>The index in <see cref="TypeDefinition.Fields"/>. It exists in memory only: states are stored by name, so fields may be reordered.</summary>
    public required int Index { get; init; }

    /// <summary>The name in states and rules, and in inputs unless <see cref="InputName"/> differs.</summary>
    public required string Name { get; init; }

    /// <summary>The name in the inputs of mutations, for example <c>facet_uuid</c> for <c>facet</c>.</summary>
    public required string InputName { get; init; }

    /// <summary>The fields under which queries read it.</summary>
    public required ImmutableArray<ReadDefinition> Reads { get; init; }

    /// <summary>How lists are filtered by it; null if they are not.</summary>
    public FilterDefinition? Filter { get; init; }

    /// <summary>The description for people.</summary>
    public required string Description { get; init; }

    /// <summary>The kind of value.</summary>
    public required FieldKind Kind { get; init; }

    /// <summary>The type to which a reference refers; null for other kinds.</summary>
    public string? Target { get; init; }

    /// <summary>The GraphQL name of an enumeration; null for other kinds.</summary>
    public string? EnumName { get; init; }

    /// <summary>The values that a string or an enumeration may take; empty when all are allowed.</summary>
    public ImmutableArray<EnumValueDefinition> Values { get; init; } = [];

    /// <summary>The least number of an integer.</summary>
    public long Min { get; init; } = int.MinValue;

    /// <summary>The greatest number of an integer.</summary>
    public long Max { get; init; } = int.MaxValue;

    /// <summary>The least length of a text, in characters: Unicode code points.</summary>
    public int MinLength { get; init; }

    /// <summary>The greatest length of a text, in characters: Unicode code points.</summary>
    public int MaxLength { get; init; }

    /// <summary>The most bytes of a text in UTF-8.</summary>
    public int MaxBytes { get; init; }

    /// <summary>The least number of references.</summary>
    public int MinItems { get; init; }

    /// <summary>The greatest number of references.</summary>
    public int MaxItems { get; init; } = 1000;

    /// <summary>The code of the refusal when a list has a reference twice; null when repeated references are ignored.</summary>
    public string? DuplicateCode { get; init; }

    /// <summary>The value that create supplies when none is given; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>The field that supplies the value on create when none is given, or <c>uuid</c>; null for none.</summary>
    public string? DefaultFrom { get; init; }

    /// <summary>What happens when an update does not mention the field.</summary>
    public AbsentMeaning Absent { get; init; }

    /// <summary>Whether following the references of this field may never lead back to the object, at any instant.</summary>
    public bool Acyclic { get; init; }

    /// <summary>Whether the field refers to other objects.</summary>
    public bool IsReference => Kind is FieldKind.Reference or FieldKind.References;

    /// <summary>Whether every object has a value in this field, because create supplies one.</summary>
    public bool HasDefault => Default is not null || DefaultFrom is not null;
}
