using System.Text.Json;

namespace MoCluster.Tests.Api.Fixtures;

/// <summary>An event as a fetch returned it.</summary>
internal sealed record FetchedEvent(Guid Uuid, string Subject, int Priority, string Token, long Number, int Attempt)
{
    public static FetchedEvent? Of(JsonElement json) => json.ValueKind == JsonValueKind.Null
        ? null
        : new FetchedEvent(
            json.GetProperty("uuid").GetGuid(),
            json.GetProperty("subject").GetString()!,
            json.GetProperty("priority").GetInt32(),
            json.GetProperty("token").GetString()!,
            json.GetProperty("number").GetInt64(),
            json.GetProperty("attempt").GetInt32());
}
