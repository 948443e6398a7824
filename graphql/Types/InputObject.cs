using MoCluster.GraphQL.Coercion;

namespace MoCluster.GraphQL.Types;

/// <summary>The value of an input object after coercion: the fields that were given or have a default.</summary>
public sealed class InputObject
{
    private readonly Dictionary<string, object?> _values;

    internal InputObject(InputObjectType type, Dictionary<string, object?> values)
    {
        Type = type;
        _values = values;
    }

    /// <summary>The type that the value was coerced to.</summary>
    public InputObjectType Type { get; }

    /// <summary>The fields that were given, even as null, or that have a default, in the order of the type's declaration.</summary>
    public IReadOnlyDictionary<string, object?> Values => _values;

    /// <summary>True if the field was given, even as null, or has a default.</summary>
    /// <param name="name">The name of the field.</param>
    /// <exception cref="ArgumentException">The type has no such field.</exception>
    public bool Has(string name)
    {
        CheckField(name);
        return _values.ContainsKey(name);
    }

    /// <summary>Reads a field.</summary>
    /// <typeparam name="T">
    /// The class that the field's type is coerced to: int, string, bool, the class of a scalar or enum, or <see cref="InputObject"/>.
    /// </typeparam>
    /// <param name="name">The name of the field.</param>
    /// <returns>The value, or default if the field was not given or is null.</returns>
    /// <exception cref="ArgumentException">The type has no such field, or the value is of another type.</exception>
    public T? Get<T>(string name)
    {
        CheckField(name);
        return _values.TryGetValue(name, out var value) ? InputConversion.To<T>(value, Type.Name, name) : default;
    }

    /// <summary>Reads a list field.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="name">The name of the field.</param>
    /// <returns>The items, or null if the field was not given or is null.</returns>
    /// <exception cref="ArgumentException">The type has no such field, or the value is of another type.</exception>
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
