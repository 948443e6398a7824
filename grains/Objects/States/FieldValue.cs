using System.Collections.Immutable;
using System.Globalization;

namespace MoCluster.Grains.Objects.States;

/// <summary>A value of a field. Each nested record is a kind of value, and there are no others. A field without a value is null.</summary>
public abstract record FieldValue
{
    private FieldValue()
    {
    }

    /// <summary>The value as text. Two values of one kind have the same text exactly when they are equal.</summary>
    public abstract string Canonical { get; }

    /// <summary>A string, a text, a CPR number or the name of an enumeration's value.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : FieldValue
    {
        /// <inheritdoc/>
        public override string Canonical => Value;
    }

    /// <summary>A whole number.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Integer(long Value) : FieldValue
    {
        /// <inheritdoc/>
        public override string Canonical => Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>True or false.</summary>
    /// <param name="Value">The value.</param>
    public sealed record Boolean(bool Value) : FieldValue
    {
        /// <inheritdoc/>
        public override string Canonical => Value ? "true" : "false";
    }

    /// <summary>A day.</summary>
    /// <param name="Value">The day.</param>
    public sealed record Day(DateOnly Value) : FieldValue
    {
        /// <inheritdoc/>
        public override string Canonical => Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>A reference.</summary>
    /// <param name="Value">The uuid of the object referred to.</param>
    public sealed record Uuid(Guid Value) : FieldValue
    {
        /// <inheritdoc/>
        public override string Canonical => Value.ToString("D");
    }

    /// <summary>A set of references. It is never empty: a field without references is null.</summary>
    public sealed record Uuids : FieldValue
    {
        /// <summary>Makes the set.</summary>
        /// <param name="uuids">The members, in any order. Repeated ones count once.</param>
        /// <exception cref="ArgumentException">There are no members.</exception>
        public Uuids(IEnumerable<Guid> uuids)
        {
            Values = [.. uuids.Distinct().Order()];
            if (Values.IsEmpty)
                throw new ArgumentException("A set of references has at least one member; a field without references is null.", nameof(uuids));
        }

        /// <summary>The members, each once, in ascending order of <see cref="Guid.CompareTo(Guid)"/>.</summary>
        public ImmutableArray<Guid> Values { get; }

        /// <inheritdoc/>
        public override string Canonical => string.Join(',', Values.Select(value => value.ToString("D")));

        /// <summary>Whether the other set has the same members.</summary>
        /// <param name="other">Another set.</param>
        public bool Equals(Uuids? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var value in Values)
                hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
