namespace Orleans.Runtime;

/// <summary>Marks the constructor parameter that receives an <see cref="IPersistentState{TState}"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute : Attribute
{
    /// <summary>Names the state and its storage.</summary>
    /// <param name="stateName">The state's name, unique within the grain.</param>
    /// <param name="storageName">The name under which the storage is registered as a keyed service; null for "Default".</param>
    public PersistentStateAttribute(string stateName, string? storageName = null)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        StateName = stateName;
        StorageName = storageName;
    }

    /// <summary>The state's name.</summary>
    public string StateName { get; }

    /// <summary>The storage's name; null for "Default".</summary>
    public string? StorageName { get; }
}
