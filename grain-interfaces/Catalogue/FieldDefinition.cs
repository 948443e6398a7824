using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>A field of an object's state. The numbers and texts of OS2mo are those of os2mo.md §4.</summary>
public sealed record FieldDefinition
{
    /// <summary>Its place in <see cref="TypeDefinition.Fields"/>, in memory only: states are written by name, so that fields may be reordered.</summary>
    public required int Index { get; init; }

    /// <summary>Its name in states, rules and, unless <see cref="InputName"/> differs, in inputs.</summary>
    public required string Name { get; init; }

    /// <summary>Its name in the inputs of mutations, for example <c>facet_uuid</c> for <c>facet</c>.</summary>
    public required string InputName { get; init; }

    /// <summary>The name under which it is read; of a reference, the object that it leads to.</summary>
    public required string ReadName { get; init; }

    /// <summary>The name under which a reference's uuid or uuids are read; null for other kinds.</summary>
    public required string? ReadUuidName { get; init; }

    /// <summary>What it tells, for people.</summary>
    public required string Description { get; init; }

    /// <summary>What it holds.</summary>
    public required FieldKind Kind { get; init; }

    /// <summary>The type that a reference leads to; null for other kinds.</summary>
    public string? Target { get; init; }

    /// <summary>The GraphQL name of an enumeration; null for other kinds.</summary>
    public string? EnumName { get; init; }

    /// <summary>The values that a string or an enumeration may take; empty when it is free.</summary>
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

    /// <summary>The refusal when a reference is given twice; null when the second says nothing new.</summary>
    public string? DuplicateCode { get; init; }

    /// <summary>The value on create when none is given; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>The field whose value is taken on create when none is given, or <c>uuid</c>; null for none.</summary>
    public string? DefaultFrom { get; init; }

    /// <summary>What it means that an update does not mention it.</summary>
    public AbsentMeaning Absent { get; init; }

    /// <summary>Whether the references of this field may not lead back to where they started, at any instant.</summary>
    public bool Acyclic { get; init; }

    /// <summary>Whether it leads to other objects.</summary>
    public bool IsReference => Kind is FieldKind.Reference or FieldKind.References;

    /// <summary>Whether an object that is there always has a value in it, because create supplies one.</summary>
    public bool HasDefault => Default is not null || DefaultFrom is not null;
}
