namespace MoCluster.Silo.Configuration;

/// <summary>Names the section of the configuration that an options class reads.</summary>
/// <param name="name">The section's name, for example <c>Store</c>.</param>
/// <param name="description">What the section is about, for the table of settings.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SectionAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;

    public string Description { get; } = description;
}
