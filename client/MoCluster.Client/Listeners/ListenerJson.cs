using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Reads and writes what GraphQL says of listeners.</summary>
internal static class ListenerJson
{
    /// <summary>The fields of <see cref="ListenerInfo"/>.</summary>
    public const string InfoFields =
        "uuid owner user_key routing_key namespace { name } group created lease_seconds max_back_off_seconds max_attempts max_in_flight "
        + "paused_since pause_reason suspension { since }";

    /// <summary>The fields of <see cref="ListenerLag"/>.</summary>
    public const string LagFields = InfoFields + " lag { behind frontier head first_kept pins oldest_at }";

    /// <summary>The fields of <see cref="ListenerStatus"/>.</summary>
    public const string StatusFields =
        "status { pending delayed leased parked silenced unread oldest_at attempts frontier head "
        + "activity { arrived_per_second delivered_per_second acknowledged_per_second } }";

    public static ListenerInfo ReadInfo(JsonElement listener) => new(
        listener.GetProperty("uuid").GetGuid(),
        listener.GetProperty("owner").GetGuid(),
        listener.GetProperty("namespace").GetProperty("name").GetString()!,
        listener.GetProperty("routing_key").GetString()!,
        listener.GetProperty("user_key").GetString()!,
        listener.GetProperty("group").GetGuid(),
        listener.GetProperty("created").GetDateTimeOffset(),
        TimeSpan.FromSeconds(listener.GetProperty("lease_seconds").GetDouble()),
        TimeSpan.FromSeconds(listener.GetProperty("max_back_off_seconds").GetDouble()),
        listener.GetProperty("max_attempts").GetInt32(),
        listener.GetProperty("max_in_flight").GetInt32(),
        listener.GetProperty("paused_since").InstantOrNull(),
        listener.GetProperty("pause_reason").GetString(),
        listener.GetProperty("suspension") is { ValueKind: JsonValueKind.Object } suspension ? suspension.GetProperty("since").GetDateTimeOffset() : null);

    public static ListenerLag ReadLag(JsonElement listener)
    {
        var info = ReadInfo(listener);
        return listener.GetProperty("lag") is { ValueKind: JsonValueKind.Object } lag
            ? new ListenerLag(
                info,
                lag.GetProperty("behind").GetInt64(),
                lag.GetProperty("frontier").GetInt64(),
                lag.GetProperty("head").GetInt64(),
                lag.GetProperty("first_kept").GetInt64(),
                lag.GetProperty("pins").GetBoolean(),
                lag.GetProperty("oldest_at").InstantOrNull())
            : new ListenerLag(info, 0, 0, 0, 1, false, null);
    }

    public static ListenerStatus ReadStatus(JsonElement status)
    {
        var activity = status.GetProperty("activity");
        return new ListenerStatus(
            status.GetProperty("pending").GetInt64(),
            status.GetProperty("delayed").GetInt64(),
            status.GetProperty("leased").GetInt64(),
            status.GetProperty("parked").GetInt64(),
            status.GetProperty("silenced").GetInt64(),
            status.GetProperty("unread").GetInt64(),
            status.GetProperty("oldest_at").InstantOrNull(),
            status.GetProperty("attempts").GetInt32(),
            status.GetProperty("frontier").GetInt64(),
            status.GetProperty("head").GetInt64(),
            Rate("arrived_per_second"),
            Rate("delivered_per_second"),
            Rate("acknowledged_per_second"));

        double? Rate(string name) => activity.ValueKind == JsonValueKind.Object ? activity.GetProperty(name).GetDouble() : null;
    }

    public static void Write(Utf8JsonWriter writer, string name, ListenerDeclaration declaration)
    {
        writer.WriteStartObject(name);
        writer.WriteString("namespace", declaration.Namespace);
        writer.WriteString("routing_key", declaration.RoutingKey);
        writer.WriteString("user_key", declaration.UserKey);
        if (declaration.Group is { } group)
            writer.WriteString("group", group);
        if (declaration.Lease is { } lease)
            writer.WriteNumber("lease_seconds", lease.TotalSeconds);
        if (declaration.MaxBackOff is { } backOff)
            writer.WriteNumber("max_back_off_seconds", backOff.TotalSeconds);
        if (declaration.MaxAttempts is { } attempts)
            writer.WriteNumber("max_attempts", attempts);
        if (declaration.MaxInFlight is { } inFlight)
            writer.WriteNumber("max_in_flight", inFlight);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, string name, ListenerFilter? filter)
    {
        if (filter is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteUuids("uuids", filter.Uuids);
        writer.WriteStrings("user_keys", filter.UserKeys);
        writer.WriteUuids("owners", filter.Owners);
        writer.WriteStrings("routing_keys", filter.RoutingKeys);
        if (filter.Namespaces is not null)
        {
            writer.WriteStartObject("namespaces");
            writer.WriteStrings("names", filter.Namespaces);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
