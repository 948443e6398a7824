namespace MoCluster.GrainInterfaces;

/// <summary>
/// The key of a stream of events: a namespace and a routing key. A listener has exactly one of each, matched exactly (docs/os2mo.md §4.1).
/// </summary>
/// <remarks>
/// <see cref="ToString"/> is the key of the Orleans stream and of its router grain. Both parts are percent-escaped and joined by a slash, so no
/// two streams share a key, whatever characters their names contain.
/// </remarks>
/// <param name="Namespace">The namespace's canonical name, at most <see cref="MaxNameLength"/> characters.</param>
/// <param name="RoutingKey">The routing key, at most <see cref="MaxNameLength"/> characters.</param>
[GenerateSerializer, Immutable, Alias("mo.stream-key")]
public readonly record struct StreamKey([property: Id(0)] string Namespace, [property: Id(1)] string RoutingKey) : IComparable<StreamKey>
{
    /// <summary>The namespace of events about MO's own objects. OS2mo's name <c>mo</c> means the same one.</summary>
    public const string NativeNamespace = "MO";

    /// <summary>The longest name of a namespace, routing key or user key, in characters (docs/os2mo.md §9).</summary>
    public const int MaxNameLength = 255;

    /// <summary>The stream of events about native objects of one type.</summary>
    /// <param name="type">The type's routing key, for example <c>org_unit</c>.</param>
    public static StreamKey Native(string type) => new(NativeNamespace, type);

    /// <summary>The name under which a namespace is stored: <c>mo</c> becomes <c>MO</c>, and every other name stays as it is.</summary>
    /// <param name="name">A namespace's name as a caller wrote it.</param>
    public static string CanonicalNamespace(string name) => name == "mo" ? NativeNamespace : name;

    /// <summary>Parses the text that <see cref="ToString"/> returns.</summary>
    /// <param name="key">An escaped key.</param>
    /// <exception cref="FormatException">The text does not have exactly one slash.</exception>
    public static StreamKey Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || key.IndexOf('/', slash + 1) >= 0)
            throw new FormatException($"A stream key is «namespace/routing key» with both parts percent-escaped; this is not one: '{key}'.");
        return new StreamKey(Uri.UnescapeDataString(key[..slash]), Uri.UnescapeDataString(key[(slash + 1)..]));
    }

    /// <summary>Orders by namespace, then routing key, ordinally: the fixed order in which stores lock streams.</summary>
    /// <param name="other">The key to compare with.</param>
    public int CompareTo(StreamKey other)
    {
        var byNamespace = string.CompareOrdinal(Namespace, other.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(RoutingKey, other.RoutingKey);
    }

    /// <summary>The escaped key, <c>namespace/routing-key</c>.</summary>
    public override string ToString() => $"{Uri.EscapeDataString(Namespace)}/{Uri.EscapeDataString(RoutingKey)}";

    /// <summary>Whether the left key sorts before the right.</summary>
    public static bool operator <(StreamKey left, StreamKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left key sorts after the right.</summary>
    public static bool operator >(StreamKey left, StreamKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left key does not sort after the right.</summary>
    public static bool operator <=(StreamKey left, StreamKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left key does not sort before the right.</summary>
    public static bool operator >=(StreamKey left, StreamKey right) => left.CompareTo(right) >= 0;
}
