using System.Collections.Frozen;
using System.Collections.Immutable;

namespace MoCluster.GraphQL.Types;

/// <summary>An input object (spec §3.10).</summary>
public sealed class InputObjectType : NamedType
{
    private FrozenDictionary<string, InputValue> _byName = FrozenDictionary<string, InputValue>.Empty;

    internal InputObjectType(string name, string? description, Func<InputObject, object?>? convert)
        : base(name, description) => Convert = convert;

    /// <summary>The fields, in the order of their declaration.</summary>
    public ImmutableArray<InputValue> Fields { get; private set; } = [];

    /// <summary>Makes the object that resolvers receive; null if they receive the <see cref="InputObject"/>.</summary>
    internal Func<InputObject, object?>? Convert { get; }

    /// <summary>Finds a field.</summary>
    /// <param name="name">The name of the field.</param>
    /// <returns>The field, or null if the type has none of that name.</returns>
    public InputValue? FindField(string name) => _byName.GetValueOrDefault(name);

    internal void SetFields(ImmutableArray<InputValue> fields)
    {
        Fields = fields;
        _byName = fields.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
    }
}
