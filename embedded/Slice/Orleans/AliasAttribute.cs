namespace Orleans;

/// <summary>The name of a type or method on the wire; it stays when the code is renamed.</summary>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Struct
    | AttributeTargets.Enum | AttributeTargets.Method,
    AllowMultiple = true)]
public sealed class AliasAttribute : Attribute
{
    /// <summary>Gives the name.</summary>
    /// <param name="alias">The name, unique among types, or among the methods of an interface.</param>
    public AliasAttribute(string alias) => Alias = alias;

    /// <summary>The name on the wire.</summary>
    public string Alias { get; }
}
