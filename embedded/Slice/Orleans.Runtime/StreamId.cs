using MoCluster.Embedded;

namespace Orleans.Runtime;

/// <summary>The name of a stream: a namespace and a key.</summary>
public readonly struct StreamId : IEquatable<StreamId>, IComparable<StreamId>
{
    private readonly string? _namespace;
    private readonly string? _key;

    private StreamId(string? ns, string key)
    {
        _namespace = string.IsNullOrEmpty(ns) ? null : ns;
        _key = key;
    }

    /// <summary>The stream of a namespace and a text.</summary>
    /// <param name="ns">The stream namespace; null for none.</param>
    /// <param name="key">The key.</param>
    /// <returns>The id.</returns>
    public static StreamId Create(string? ns, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new StreamId(ns, key);
    }

    /// <summary>The stream of a namespace and a number.</summary>
    /// <param name="ns">The stream namespace; null for none.</param>
    /// <param name="key">The key.</param>
    /// <returns>The id.</returns>
    public static StreamId Create(string? ns, Guid key) => new(ns, key.ToString("N"));

    /// <summary>Whether two ids name the same stream.</summary>
    /// <param name="s1">One.</param>
    /// <param name="s2">The other.</param>
    /// <returns>True if they do.</returns>
    public static bool operator ==(StreamId s1, StreamId s2) => s1.Equals(s2);

    /// <summary>Whether two ids name different streams.</summary>
    /// <param name="s1">One.</param>
    /// <param name="s2">The other.</param>
    /// <returns>True if they do.</returns>
    public static bool operator !=(StreamId s1, StreamId s2) => !s1.Equals(s2);

    /// <summary>The key.</summary>
    /// <returns>The key as a text.</returns>
    public string GetKeyAsString() => _key ?? "";

    /// <summary>The stream namespace.</summary>
    /// <returns>The namespace, or null for none.</returns>
    public string? GetNamespace() => _namespace;

    /// <inheritdoc/>
    public bool Equals(StreamId other) =>
        string.Equals(_key, other._key, StringComparison.Ordinal) && string.Equals(_namespace, other._namespace, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StreamId other && Equals(other);

    /// <summary>A number that is the same in every process.</summary>
    /// <returns>The number.</returns>
    public override int GetHashCode() => (StableHash.Of(_namespace ?? "") * 31) + StableHash.Of(_key ?? "");

    /// <inheritdoc/>
    public int CompareTo(StreamId other)
    {
        var byNamespace = string.CompareOrdinal(_namespace, other._namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(_key, other._key);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{_namespace ?? "null"}/{_key}";
}
