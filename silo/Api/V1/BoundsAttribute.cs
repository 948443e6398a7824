namespace MoCluster.Silo.Api.V1;

/// <summary>The bounds of a number, or of the length of a list. The upper bound is a <see cref="V1Limit"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BoundsAttribute : Attribute
{
    /// <summary>The lower bound.</summary>
    public int Least { get; init; }

    /// <summary>The upper bound.</summary>
    public V1Limit Most { get; init; }
}
