using System.Text.Json;

namespace MoCluster.Client.AspNetCore.Receiving;

/// <summary>Reads the body of a call: the <c>trigger_dict</c> of OS2mo (docs/os2mo.md §7).</summary>
internal static class CallReader
{
    /// <summary>Reads a call of a trigger.</summary>
    /// <param name="body">The body.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="id">The id of the call.</param>
    /// <param name="mutation">The value of the header <c>MoCluster-Mutation</c>.</param>
    /// <exception cref="FormatException">The body is no call of this trigger.</exception>
    public static MoTriggerCall Read(ReadOnlyMemory<byte> body, RegisteredTrigger trigger, string? id, string? mutation)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            Require(root, "event_type", NameOf(trigger.IsBefore));
            Require(root, "request_type", NameOf(trigger.RequestType));
            return new MoTriggerCall
            {
                Id = id,
                IsBefore = trigger.IsBefore,
                RequestType = trigger.RequestType,
                RoleType = root.GetProperty("role_type").GetString() ?? trigger.RoleType,
                Uuid = root.GetProperty("uuid").GetGuid(),
                Request = root.GetProperty("request").Clone(),
                Mutation = mutation,
            };
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"The body is no call of a trigger: {failure.Message}", failure);
        }
    }

    /// <summary>The name of a stage in the protocol.</summary>
    public static string NameOf(bool isBefore) => isBefore ? "ON_BEFORE" : "ON_AFTER";

    /// <summary>The name of a kind of change in the protocol.</summary>
    public static string NameOf(MoRequestType type) => type.ToString().ToUpperInvariant();

    private static void Require(JsonElement root, string field, string value)
    {
        if (root.GetProperty(field).GetString() is { } found && found != value)
            throw new FormatException($"{field} is {found}; this trigger is for {value}.");
    }
}
