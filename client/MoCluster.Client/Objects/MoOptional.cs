namespace MoCluster.Client;

/// <summary>
/// A value that an update may leave out: what is left out keeps its value, and null clears it. A value converts by itself, so
/// <c>new PersonUpdate { …, NicknameSurname = null }</c> clears the nickname and keeps everything else.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct MoOptional<T> : IEquatable<MoOptional<T>>
{
    private readonly T _value;

    /// <summary>A value that is given.</summary>
    /// <param name="value">The value; null clears.</param>
    public MoOptional(T value) => (_value, IsGiven) = (value, true);

    /// <summary>Whether a value is given, be it null.</summary>
    public bool IsGiven { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">None is given.</exception>
    public T Value => IsGiven ? _value : throw new InvalidOperationException("No value is given; look at IsGiven first.");

    /// <summary>Gives a value.</summary>
    /// <param name="value">The value; null clears.</param>
    public static implicit operator MoOptional<T>(T value) => new(value);

    /// <summary>Whether two are alike.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(MoOptional<T> left, MoOptional<T> right) => left.Equals(right);

    /// <summary>Whether two differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(MoOptional<T> left, MoOptional<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(MoOptional<T> other) => IsGiven == other.IsGiven && EqualityComparer<T>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MoOptional<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => IsGiven ? HashCode.Combine(_value) : 0;

    /// <summary>The value as text; empty when none is given.</summary>
    public override string ToString() => IsGiven ? $"{_value}" : "";
}
