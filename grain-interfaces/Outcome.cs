using System.Diagnostics.CodeAnalysis;

namespace MoCluster.GrainInterfaces;

/// <summary>A grain's answer: a value, or the refusal that says why there is none. A refusal is returned, never thrown.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Value">The value; the type's default when the call was refused.</param>
/// <param name="Refusal">The reason why nothing was done; null when the call succeeded.</param>
[GenerateSerializer, Immutable, Alias("mo.outcome`1")]
public sealed record Outcome<T>([property: Id(0)] T? Value, [property: Id(1)] Refusal? Refusal)
{
    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Refusal is null;

    /// <summary>Makes an outcome with a value.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Makes an outcome with a refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
