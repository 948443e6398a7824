using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MoCluster.Tests.Api.Fixtures;

/// <summary>Sends GraphQL documents to a silo.</summary>
internal static class GraphQLClient
{
    /// <summary>Sends a document and returns the whole answer.</summary>
    public static async Task<JsonElement> SendAsync(
        this HttpClient http, string query, object? variables = null, string? idempotencyKey = null, string path = "/graphql")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { query, variables }) };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Sends a document that must succeed and returns its data.</summary>
    public static async Task<JsonElement> AskAsync(
        this HttpClient http, string query, object? variables = null, string? idempotencyKey = null, string path = "/graphql")
    {
        var answer = await http.SendAsync(query, variables, idempotencyKey, path);
        Assert.False(answer.TryGetProperty("errors", out var errors), $"The answer has errors: {errors}");
        return answer.GetProperty("data");
    }

    /// <summary>Sends a document that must fail and returns its only error.</summary>
    public static async Task<JsonElement> FailAsync(
        this HttpClient http, string query, object? variables = null, string? idempotencyKey = null, string path = "/graphql")
    {
        var answer = await http.SendAsync(query, variables, idempotencyKey, path);
        Assert.True(answer.TryGetProperty("errors", out var errors), $"The document succeeded: {answer}");
        AssertClear(errors);
        return Assert.Single(errors.EnumerateArray());
    }

    /// <summary>Reads the first error of a response, and asserts that its errors are clear.</summary>
    public static async Task<JsonElement> ErrorAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var errors = JsonDocument.Parse(text).RootElement.GetProperty("errors");
        AssertClear(errors);
        return errors[0];
    }

    /// <summary>Asserts that no error reveals the server's internals and that each has a code.</summary>
    public static void AssertClear(JsonElement errors)
    {
        foreach (var error in errors.EnumerateArray())
        {
            var text = error.GetRawText();
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
            Assert.DoesNotContain(".cs:line", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
            Assert.NotEmpty(error.GetProperty("message").GetString()!);
            Assert.Matches("^[A-Z][A-Z_]+$", error.GetProperty("extensions").GetProperty("code").GetString()!);
        }
    }

    public static string Message(this JsonElement error) => error.GetProperty("message").GetString()!;

    public static string Code(this JsonElement error) => error.GetProperty("extensions").GetProperty("code").GetString()!;
}
