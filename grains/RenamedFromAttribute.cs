namespace MoCluster.Grains;

/// <summary>
/// Declares the former name of a setting on its options property, so that configurations written for the version before still work. The silo
/// accepts the former key with a warning at start that names the new one, and refuses a configuration that sets both. Remove the attribute in
/// the version after the renaming.
/// </summary>
/// <param name="name">The former name of the property: the former key without its section.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RenamedFromAttribute(string name) : Attribute
{
    /// <summary>The former name.</summary>
    public string Name { get; } = name;
}
