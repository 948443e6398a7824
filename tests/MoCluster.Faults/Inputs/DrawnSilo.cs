using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MoCluster.History.Workload;

namespace MoCluster.Faults.Inputs;

/// <summary>A silo that receives the drawn requests, with the values that are its own: a listener, a token and cursors.</summary>
internal sealed partial class DrawnSilo : IAsyncDisposable
{
    /// <summary>The longest time that an answer may take: the longest wait that these silos allow, plus a margin for a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often a request is sent again when its answer allows that. A queue that has not yet read the latest events answers so.
    /// </summary>
    private const int Repetitions = 200;

    private readonly HttpClient _http;
    private byte[] _incarnation = [];
    private string _listener = "";
    private string _token = "";

    private DrawnSilo(SiloRun run)
    {
        Run = run;
        _http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8, AllowAutoRedirect = false })
        {
            BaseAddress = run.Address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The silo's process.</summary>
    public SiloRun Run { get; }

    /// <summary>Starts a silo over a store, declares a namespace and a listener, and fetches one event.</summary>
    /// <param name="store">The settings of the store.</param>
    public static async Task<DrawnSilo> StartAsync(params string[] store)
    {
        var silo = new DrawnSilo(await SiloRun.StartOverAsync([.. store, "Api:MaxWait=00:00:01"]));
        await silo.AskAsync($"mutation {{ event_namespace_declare(input: {{name: \"{Usual.Namespace}\"}}) {{ name }} }}");
        var declared = await silo.AskAsync(
            $"mutation {{ it: event_listener_declare(input: {{namespace: \"{Usual.Namespace}\", user_key: \"l\", routing_key: \"{Usual.RoutingKey}\"}}) {{ uuid }} }}");
        silo._listener = declared.GetProperty("it").GetProperty("uuid").GetString()!;
        var page = await silo.AskAsync("{ it: event_namespaces(limit: 1) { page_info { next_cursor } } }");
        var cursor = page.GetProperty("it").GetProperty("page_info").GetProperty("next_cursor").GetString()!;
        silo._incarnation = Base64Url.DecodeFromChars(cursor)[..16];
        await silo.AskAsync($"mutation {{ event_send(input: {{namespace: \"{Usual.Namespace}\", routing_key: \"{Usual.RoutingKey}\", subject: \"first\"}}) }}");
        for (var i = 0; silo._token == ""; i++)
        {
            Assert.True(i < Repetitions, "The event that was sent was not handed out.");
            var fetched = await silo.AskAsync($"{{ it: event_fetch(filter: {{listener: \"{silo._listener}\"}}, wait_seconds: 1) {{ token }} }}");
            if (fetched.GetProperty("it") is { ValueKind: JsonValueKind.Object } found)
                silo._token = found.GetProperty("token").GetString()!;
        }

        return silo;
    }

    /// <summary>Sends a GraphQL document that must succeed.</summary>
    public async Task<JsonElement> AskAsync(string query)
    {
        var answer = await SendAsync(new Example("", "/graphql", Encoding.UTF8.GetBytes(JsonTexts.Object([("query", JsonTexts.Text(query))]))));
        Assert.True(answer.IsDone, answer.Text);
        return JsonDocument.Parse(answer.Text).RootElement.GetProperty("data");
    }

    /// <summary>Sends an example, and sends it again while the answer allows that.</summary>
    public async Task<Answer> SendAsync(Example example)
    {
        for (var i = 0; ; i++)
        {
            var answer = await SendOnceAsync(example);
            if (!answer.IsRetriable || i == Repetitions)
                return answer;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Run.DisposeAsync();
    }

    private async Task<Answer> SendOnceAsync(Example example)
    {
        // The address goes out exactly as it is written: Uri would normalise it to another one.
        var uri = new Uri(_http.BaseAddress!.GetLeftPart(UriPartial.Authority) + Fill(example.Target), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(Encoding.Latin1.GetBytes(Fill(Encoding.Latin1.GetString(example.Body)))) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(example.ContentType);
        if (example.IdempotencyKey is { } key)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);

            // A stream has no end, so only its beginning is read.
            var isStream = response.Content.Headers.ContentType?.MediaType == "application/x-ndjson";
            var text = isStream ? "" : await response.Content.ReadAsStringAsync(patience.Token);
            return new Answer((int)response.StatusCode, _token.Length == 0 ? text : text.Replace(_token, "{{token}}", StringComparison.Ordinal));
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return new Answer(599, $"No answer within {Patience}.");
        }
    }

    private string Fill(string text) => text.Contains("{{", StringComparison.Ordinal)
        ? Places().Replace(text, match => match.Value switch
        {
            "{{listener}}" => _listener,
            "{{token}}" => _token,
            _ => Base64Url.EncodeToString([.. _incarnation, .. Encoding.UTF8.GetBytes(match.Groups["after"].Value.Replace("\\u0000", "\0", StringComparison.Ordinal))]),
        })
        : text;

    [GeneratedRegex(@"\{\{(listener|token|cursor:(?<after>[^}]*))\}\}")]
    private static partial Regex Places();
}
