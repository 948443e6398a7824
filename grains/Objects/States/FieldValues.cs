using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Grains.Objects.States;

/// <summary>The values of an object's fields at an instant. Immutable; equal when all fields are equal.</summary>
public sealed class FieldValues : IEquatable<FieldValues>
{
    private readonly FieldValue?[] _values;

    private FieldValues(TypeDefinition type, FieldValue?[] values)
    {
        Type = type;
        _values = values;
    }

    /// <summary>The object's type.</summary>
    public TypeDefinition Type { get; }

    /// <summary>No values at all.</summary>
    /// <param name="type">The type.</param>
    public static FieldValues None(TypeDefinition type) => new(type, new FieldValue?[type.Fields.Length]);

    /// <summary>Makes values of an array that nobody else changes.</summary>
    /// <param name="type">The type.</param>
    /// <param name="values">The values, by <see cref="FieldDefinition.Index"/>.</param>
    internal static FieldValues Owning(TypeDefinition type, FieldValue?[] values) => new(type, values);

    /// <summary>The value of a field; null when it has none.</summary>
    /// <param name="field">A field of <see cref="Type"/>.</param>
    public FieldValue? this[FieldDefinition field] => _values[field.Index];

    /// <summary>Returns the values after changes; this same instance when nothing differs.</summary>
    /// <param name="changes">Changes of fields of <see cref="Type"/>.</param>
    public FieldValues With(ImmutableArray<FieldChange> changes)
    {
        FieldValue?[]? changed = null;
        foreach (var change in changes)
        {
            if (Equals((changed ?? _values)[change.Field.Index], change.Value))
                continue;
            changed ??= [.. _values];
            changed[change.Field.Index] = change.Value;
        }
        return changed is null ? this : new FieldValues(Type, changed);
    }

    /// <summary>Whether the others have the same type and the same values.</summary>
    /// <param name="other">Other values.</param>
    public bool Equals(FieldValues? other) =>
        ReferenceEquals(this, other) || (other is not null && ReferenceEquals(Type, other.Type) && _values.AsSpan().SequenceEqual(other._values));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldValues);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in _values)
            hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>Writes the fields that have a value, for people.</summary>
    public override string ToString() => "{" + string.Join(", ", Type.CanonicalOrder
        .Where(field => this[field] is not null).Select(field => $"{field.Name}: {this[field]!.Canonical}")) + "}";
}
