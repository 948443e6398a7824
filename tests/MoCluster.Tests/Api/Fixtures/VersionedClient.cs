using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MoCluster.Tests.Api.Fixtures;

/// <summary>Sends GraphQL documents to OS2mo's versions of the schema.</summary>
internal static class VersionedClient
{
    /// <summary>Sends a document to a version and returns the whole answer.</summary>
    public static async Task<JsonElement> SendAsync(this HttpClient http, int version, string query, object? variables = null)
    {
        using var response = await http.PostAsJsonAsync($"/graphql/v{version}", new { query, variables }, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Sends a document that must succeed to a version and returns its data as text.</summary>
    public static async Task<string> ReadAsync(this HttpClient http, int version, string query, object? variables = null)
    {
        var answer = await http.SendAsync(version, query, variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), $"The answer has errors: {errors}");
        return answer.GetProperty("data").GetRawText();
    }
}
