using System.Collections.Frozen;
using System.Collections.Immutable;

namespace MoCluster.GraphQL.Types;

/// <summary>An enum (spec §3.9).</summary>
public sealed class EnumType : NamedType
{
    private readonly FrozenDictionary<string, EnumValue> _byName;
    private readonly FrozenDictionary<object, EnumValue> _byValue;

    internal EnumType(string name, string? description, ImmutableArray<EnumValue> values)
        : base(name, description)
    {
        Values = values;
        _byName = values.DistinctBy(v => v.Name).ToFrozenDictionary(v => v.Name, StringComparer.Ordinal);
        _byValue = values.DistinctBy(v => v.Value).ToFrozenDictionary(v => v.Value);
    }

    /// <summary>The values, in the order of their declaration.</summary>
    public ImmutableArray<EnumValue> Values { get; }

    /// <summary>Finds a value by its name.</summary>
    /// <param name="name">The name, in GraphQL's notation.</param>
    /// <returns>The value, or null if there is none of that name.</returns>
    public EnumValue? FindByName(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Finds the value that a resolver's result stands for.</summary>
    /// <param name="value">What a resolver returned.</param>
    /// <returns>The value, or null if the enum has none for it.</returns>
    public EnumValue? FindByValue(object value) => _byValue.GetValueOrDefault(value);
}
