namespace MoCluster.Silo.Configuration.Keys;

/// <summary>
/// Declares the name under which OS2mo knows a setting, an environment variable in most installations. The silo accepts it beside the setting's
/// own key, and refuses a configuration that sets both.
/// </summary>
/// <param name="name">OS2mo's name.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
internal sealed class Os2moNameAttribute(string name) : Attribute
{
    /// <summary>OS2mo's name.</summary>
    public string Name { get; } = name;
}
