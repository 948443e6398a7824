namespace Orleans;

/// <summary>The number of a member on the wire; fixed once it was released.</summary>
[AttributeUsage(
    AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Class
    | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method)]
public sealed class IdAttribute : Attribute
{
    /// <summary>Gives the number.</summary>
    /// <param name="id">The number, unique within the type.</param>
    public IdAttribute(uint id) => Id = id;

    /// <summary>The number, unique within the type.</summary>
    public uint Id { get; }
}
