namespace MoCluster.Silo.Configuration;

/// <summary>Describes a setting: what the table of settings says of it, and within which bounds its value lies.</summary>
/// <param name="description">What it does, with its unit.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>The least value, written as the setting itself is; null for none.</summary>
    public string? Min { get; init; }

    /// <summary>The greatest value, written as the setting itself is; null for none.</summary>
    public string? Max { get; init; }
}
