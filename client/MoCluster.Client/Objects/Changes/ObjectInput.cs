using System.Text.Json;

namespace MoCluster.Client;

/// <summary>What a change of an object gives.</summary>
public abstract record ObjectInput
{
    private protected ObjectInput()
    {
    }

    /// <summary>Writes the fields.</summary>
    internal abstract void Write(Utf8JsonWriter writer);
}
