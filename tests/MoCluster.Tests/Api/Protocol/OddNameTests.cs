using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Protocol;

/// <summary>Every name that can be declared works in every operation of plain HTTP.</summary>
public sealed class OddNameTests(SharedSilo silo)
{
    public static TheoryData<string> Names =>
        ["a/b", "a%2Fb", "/", ".", "..", "%2F", "%", "%25", "a b", " a", "æ", "😀", "?", "#", "a?b#c", "\\", "*", "{namespace}", "events", "'\"", "\u202e", new string('x', 255)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_declared_name_works_in_every_operation(string name)
    {
        // A namespace exists once in a cluster, and tests share the silo: whoever declares this one second finds it declared.
        var http = (await silo.RunAsync()).Http;
        await http.AskAsync("mutation($name: String!) { event_namespace_declare(input: {name: $name}) { name } }", new { name });
        var declared = await http.AskAsync(
            "mutation($name: String!) { event_listener_declare(input: {namespace: $name, user_key: $name, routing_key: $name}) { uuid } }", new { name });
        var listener = declared.GetProperty("event_listener_declare").GetProperty("uuid").GetGuid();

        await PostAsync(http, $"/v1/namespaces/{Encode(name)}/events", new { events = new[] { new { routing_key = name, subject = "by path" } } });
        await PostAsync(http, "/v1/events", new { @namespace = name, events = new[] { new { routing_key = name, subject = "by body" } } });
        var tokens = new Dictionary<string, string>();
        for (var i = 0; i < 2 && tokens.Count < 2; i++)
        {
            var fetched = await PostAsync(http, $"/v1/listeners/{listener}/fetch", new { wait_seconds = 30 });
            foreach (var found in fetched.GetProperty("events").EnumerateArray())
                tokens.Add(found.GetProperty("subject").GetString()!, found.GetProperty("token").GetString()!);
        }

        Assert.Equal(["by body", "by path"], tokens.Keys.Order());
        await PostAsync(http, "/v1/touch", new { events = new[] { new { token = tokens["by path"], lease_seconds = 60 } } });
        await PostAsync(http, "/v1/nack", new { events = new[] { new { token = tokens["by body"], delay_seconds = 0 } } });
        await PostAsync(http, "/v1/acknowledge", new { tokens = tokens.Values });
        await PostAsync(http, $"/v1/listeners/{listener}/pause", new { });
        await PostAsync(http, $"/v1/listeners/{listener}/resume", new { });
        await PostAsync(http, "/v1/events", new { @namespace = name, events = new[] { new { routing_key = name, subject = "last" } } });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/listeners/{listener}/stream") { Content = JsonContent.Create(new { window = 1 }) };
        using var stream = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Cancellation));
        string? line;
        do
            line = await lines.ReadLineAsync(Cancellation);
        while (line == "");
        Assert.Contains("\"last\"", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1")]
    [InlineData("/V1")]
    [InlineData("/%761")]
    public async Task Names_that_differ_only_when_decoded_twice_are_different(string root)
    {
        var http = (await silo.RunAsync()).Http;
        var name = $"two/{Guid.NewGuid():N}";
        await http.AskAsync("mutation($name: String!) { event_namespace_declare(input: {name: $name}) { name } }", new { name });
        using var other = await SendAsync(http, $"{root}/namespaces/{Encode(name).Replace("%2F", "%252F", StringComparison.Ordinal)}/events", new { events = new[] { new { routing_key = "r", subject = "s" } } });
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        using var same = await SendAsync(http, $"{root}/namespaces/{Encode(name)}/events", new { events = new[] { new { routing_key = "r", subject = "s" } } });
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
    }

    private static string Encode(string name) =>
        string.Concat(Encoding.UTF8.GetBytes(name).Select(value => char.IsAsciiLetterOrDigit((char)value) ? ((char)value).ToString() : $"%{value:X2}"));

    private static Task<HttpResponseMessage> SendAsync(HttpClient http, string path, object body)
    {
        // Sent as written: the client would resolve "..", however it is encoded.
        var uri = new Uri(http.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        return http.PostAsJsonAsync(uri, body, Cancellation);
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var response = await SendAsync(http, path, body);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
