using System.Collections.Frozen;
using System.Collections.Immutable;

namespace MoCluster.GraphQL.Types;

/// <summary>A type with fields: an object or an interface.</summary>
public abstract class FieldsType : NamedType
{
    private FrozenDictionary<string, Field> _byName = FrozenDictionary<string, Field>.Empty;

    private protected FieldsType(string name, string? description)
        : base(name, description)
    {
    }

    /// <summary>The fields, in the order of their declaration.</summary>
    public ImmutableArray<Field> Fields { get; private set; } = [];

    /// <summary>The interfaces that the type implements.</summary>
    public ImmutableArray<InterfaceType> Interfaces { get; internal set; } = [];

    /// <summary>Finds a field.</summary>
    /// <param name="name">The name of the field.</param>
    /// <returns>The field, or null if the type has none of that name.</returns>
    public Field? FindField(string name) => _byName.GetValueOrDefault(name);

    internal void SetFields(ImmutableArray<Field> fields)
    {
        Fields = fields;
        _byName = fields.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
    }
}
