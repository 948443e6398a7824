using System.Collections.Immutable;

namespace MoCluster.Silo.Configuration;

/// <summary>A section of the configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is about.</param>
/// <param name="Type">Its options class.</param>
/// <param name="Settings">Its settings, in the order of the class.</param>
internal sealed record SettingsSection(string Name, string Description, Type Type, ImmutableArray<Setting> Settings)
{
    /// <summary>Options that nobody configured.</summary>
    public object CreateDefaults() => Activator.CreateInstance(Type)!;
}
