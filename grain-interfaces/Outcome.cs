using System.Diagnostics.CodeAnalysis;

namespace MoCluster.GrainInterfaces;

/// <summary>What a grain answers: a value, or the refusal that says why there is none. A refusal is a value, never an exception.</summary>
/// <typeparam name="T">What is answered when nothing was refused.</typeparam>
/// <param name="Value">The value; the type's default when refused.</param>
/// <param name="Refusal">Why nothing was done; null when it was.</param>
[GenerateSerializer, Immutable, Alias("mo.outcome`1")]
public sealed record Outcome<T>([property: Id(0)] T? Value, [property: Id(1)] Refusal? Refusal)
{
    /// <summary>Whether the value is there.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Refusal is null;

    /// <summary>Answers with a value.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Answers with a refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
