namespace MoCluster.GrainInterfaces.Objects;

/// <summary>The key of an MO object: its type's routing key and its uuid. <see cref="ToString"/> is the key of its grain.</summary>
/// <param name="Type">The type's routing key, for example <c>org_unit</c> (docs/os2mo.md §8.2).</param>
/// <param name="Uuid">The object's uuid.</param>
[GenerateSerializer, Immutable, Alias("mo.object-key")]
public readonly record struct ObjectKey([property: Id(0)] string Type, [property: Id(1)] Guid Uuid) : IComparable<ObjectKey>
{
    /// <summary>Parses the text that <see cref="ToString"/> returns.</summary>
    /// <param name="key">A grain's key.</param>
    /// <exception cref="FormatException">The text is not <c>type/uuid</c>.</exception>
    public static ObjectKey Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || !Guid.TryParseExact(key.AsSpan(slash + 1), "D", out var uuid))
            throw new FormatException($"An object's key is «type/uuid»; this is not one: '{key}'.");
        return new ObjectKey(key[..slash], uuid);
    }

    /// <summary>Orders by type, then uuid: the fixed order in which stores lock objects.</summary>
    /// <param name="other">The key to compare with.</param>
    public int CompareTo(ObjectKey other)
    {
        var byType = string.CompareOrdinal(Type, other.Type);
        return byType != 0 ? byType : Uuid.CompareTo(other.Uuid);
    }

    /// <summary>The grain's key, <c>type/uuid</c>.</summary>
    public override string ToString() => $"{Type}/{Uuid:D}";

    /// <summary>Whether the left key sorts before the right.</summary>
    public static bool operator <(ObjectKey left, ObjectKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left key sorts after the right.</summary>
    public static bool operator >(ObjectKey left, ObjectKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left key does not sort after the right.</summary>
    public static bool operator <=(ObjectKey left, ObjectKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left key does not sort before the right.</summary>
    public static bool operator >=(ObjectKey left, ObjectKey right) => left.CompareTo(right) >= 0;
}
