using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Selects the objects that meet all given conditions. Null does not restrict; an empty list finds nothing.</summary>
public abstract record ObjectFilter
{
    private protected ObjectFilter()
    {
    }

    /// <summary>Those with one of these uuids, at most as many as the server reads at once (1000 or more).</summary>
    public IReadOnlyList<Guid>? Uuids { get; init; }

    /// <summary>Those that have one of these user keys at some time in <see cref="When"/>.</summary>
    public IReadOnlyList<string>? UserKeys { get; init; }

    /// <summary>Those that are active at this time, with the values that they have then; now by default.</summary>
    public When When { get; init; } = When.Now;

    /// <summary>What was known of them at this instant; what is known now when null.</summary>
    public DateTimeOffset? RegisteredAt { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteUuids("uuids", Uuids);
        writer.WriteStrings("user_keys", UserKeys);
        When.Write(writer);
        if (RegisteredAt is { } instant)
            writer.WriteString("registration_time", ObjectJson.Text(instant));
        WriteConditions(writer);
    }

    /// <summary>Writes the conditions that only objects of this type have.</summary>
    private protected abstract void WriteConditions(Utf8JsonWriter writer);
}
