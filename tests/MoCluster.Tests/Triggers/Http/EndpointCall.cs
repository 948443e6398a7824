using System.Text.Json;

namespace MoCluster.Tests.Triggers.Http;

/// <summary>A call that an endpoint got.</summary>
internal sealed record EndpointCall(string Path, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>The name in the request of an org unit.</summary>
    public string Name => Json.GetProperty("request").GetProperty("name").GetString()!;
}
