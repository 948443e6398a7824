using MoCluster.GraphQL.Coercion;

namespace MoCluster.GraphQL.Types;

/// <summary>A coerced input object: the fields that were given, or that have defaults, by name.</summary>
public sealed class InputObject
{
    private readonly Dictionary<string, object?> _values;

    internal InputObject(InputObjectType type, Dictionary<string, object?> values)
    {
        Type = type;
        _values = values;
    }

    /// <summary>The type.</summary>
    public InputObjectType Type { get; }

    /// <summary>The fields that were given, as null too, or that have defaults, in the order of the type's declaration.</summary>
    public IReadOnlyDictionary<string, object?> Values => _values;

    /// <summary>True if the field was given, as null too, or has a default.</summary>
    /// <param name="name">The name of the field.</param>
    /// <exception cref="ArgumentException">The type has no such field.</exception>
    public bool Has(string name)
    {
        CheckField(name);
        return _values.ContainsKey(name);
    }

    /// <summary>Reads a field.</summary>
    /// <typeparam name="T">
    /// What the field's type gives: int, string, bool, a scalar's or enum's own type, <see cref="InputObject"/>.
    /// </typeparam>
    /// <param name="name">The name of the field.</param>
    /// <returns>The value, or default if it was not given or is null.</returns>
    /// <exception cref="ArgumentException">The type has no such field, or its values are of another type.</exception>
    public T? Get<T>(string name)
    {
        CheckField(name);
        return _values.TryGetValue(name, out var value) ? InputConversion.To<T>(value, Type.Name, name) : default;
    }

    /// <summary>Reads a list field.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="name">The name of the field.</param>
    /// <returns>The items, or null if it was not given or is null.</returns>
    /// <exception cref="ArgumentException">The type has no such field, or its values are of another type.</exception>
    public IReadOnlyList<T>? GetList<T>(string name)
    {
        CheckField(name);
        return _values.TryGetValue(name, out var value) ? InputConversion.ToList<T>(value, Type.Name, name) : null;
    }

    private void CheckField(string name)
    {
        if (Type.FindField(name) is null)
            throw new ArgumentException($"Input type {Type.Name} has no field \"{name}\".", nameof(name));
    }
}
