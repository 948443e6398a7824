namespace MoCluster.Silo.Api.V1;

/// <summary>Between what a number lies, or how many items a list has, where the most is a limit of <see cref="V1Limit"/> or there is none.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BoundsAttribute : Attribute
{
    /// <summary>The least.</summary>
    public int Least { get; init; }

    /// <summary>The most.</summary>
    public V1Limit Most { get; init; }
}
