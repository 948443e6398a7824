using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace MoCluster.Tests.Api.Fixtures;

/// <summary>Exports and imports over HTTP.</summary>
internal static class TransferApi
{
    /// <summary>Exports objects, as text.</summary>
    public static Task<string> ExportAsync(this HttpClient http, string query = "") =>
        http.GetStringAsync($"/v1/export{query}", TestContext.Current.CancellationToken);

    /// <summary>Imports a text, and returns the lines of the answer.</summary>
    public static async Task<JsonElement[]> ImportAsync(this HttpClient http, string lines, string query = "")
    {
        using var response = await http.SendImportAsync(lines, query);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {text}");
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>Sends a text to be imported.</summary>
    public static async Task<HttpResponseMessage> SendImportAsync(this HttpClient http, string lines, string query = "")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(lines));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        return await http.PostAsync(new Uri($"/v1/import{query}", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    /// <summary>The last line of an answer, after asserting that the import is complete.</summary>
    public static JsonElement Completed(this JsonElement[] answer)
    {
        var end = answer[^1];
        Assert.Equal("end", end.GetProperty("kind").GetString());
        Assert.True(end.GetProperty("complete").GetBoolean(), end.GetRawText());
        return end;
    }

    /// <summary>The errors of an answer.</summary>
    public static JsonElement[] Errors(this JsonElement[] answer) =>
        [.. answer.Where(line => line.GetProperty("kind").GetString() == "error")];

    /// <summary>A number of the last line.</summary>
    public static long Count(this JsonElement end, string name) => end.GetProperty(name).GetInt64();
}
