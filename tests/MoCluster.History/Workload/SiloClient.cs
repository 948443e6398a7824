using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace MoCluster.History.Workload;

/// <summary>
/// One client. It sends GraphQL requests with one root field to any silo that listens, and tells the outcome of each. It has connections of
/// its own, and repeats no request by itself.
/// </summary>
/// <param name="endpoints">The silos that listen.</param>
/// <param name="name">The name of the client in the history.</param>
/// <param name="seed">The seed of the client's random choices.</param>
/// <param name="timeout">How long the client waits for an answer, in addition to the wait that a fetch asks for.</param>
public sealed class SiloClient(Endpoints endpoints, string name, int seed, TimeSpan timeout) : IDisposable
{
    private static readonly TimeSpan ShortestBackOff = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMilliseconds(400);

    /// <summary>The codes of requests that did not take effect but may later.</summary>
    private static readonly HashSet<string> NotNow = ["UNAVAILABLE", "OVERLOADED", "CONTENDED", "DEADLINE_EXCEEDED"];

    /// <summary>The codes of requests whose outcome the server does not know.</summary>
    private static readonly HashSet<string> Unknown = ["OUTCOME_UNKNOWN", "SUPERSEDED", "INTERNAL"];

    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private TimeSpan _backOff = ShortestBackOff;

    /// <summary>The name of the client in the history.</summary>
    public string Name { get; } = name;

    /// <summary>Makes the client's random choices.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>Sends a request once.</summary>
    /// <param name="document">A document with one root field.</param>
    /// <param name="variables">The variables of the document.</param>
    /// <param name="key">The idempotency key; null if there is none.</param>
    /// <param name="wait">How long the request asks the server to wait.</param>
    /// <param name="cutAfter">The time after which the client cuts the connection; null for never.</param>
    /// <param name="cancellation">Ends the wait for a silo, not the request.</param>
    public async Task<Answer> SendAsync(
        string document,
        object variables,
        string? key = null,
        TimeSpan wait = default,
        TimeSpan? cutAfter = null,
        CancellationToken cancellation = default)
    {
        var address = await endpoints.NextAsync(Random, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/graphql"));
        request.Content = JsonContent.Create(new { query = document, variables });
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var cut = new CancellationTokenSource(cutAfter ?? timeout + wait);
        try
        {
            using var response = await _http.SendAsync(request, cut.Token);
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cut.Token);
            return Read(answer);
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return new Answer(AnswerKind.NotNow, default, Message: refused.Message);
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException or IOException or JsonException)
        {
            return new Answer(AnswerKind.Unknown, default, Message: broken.Message);
        }
    }

    /// <summary>Pauses before the next attempt, longer each time until <see cref="Succeeded"/> is called.</summary>
    /// <param name="cancellation">Ends the pause.</param>
    public async Task BackOffAsync(CancellationToken cancellation)
    {
        await Task.Delay(_backOff * (0.5 + Random.NextDouble()), cancellation);
        _backOff = _backOff * 2 < LongestBackOff ? _backOff * 2 : LongestBackOff;
    }

    /// <summary>Resets the pause to the shortest one.</summary>
    public void Succeeded() => _backOff = ShortestBackOff;

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static Answer Read(JsonElement answer)
    {
        if (answer.TryGetProperty("errors", out var errors))
        {
            var error = errors[0];
            var code = error.GetProperty("extensions").GetProperty("code").GetString()!;
            var kind = NotNow.Contains(code) ? AnswerKind.NotNow : Unknown.Contains(code) ? AnswerKind.Unknown : AnswerKind.Refused;
            return new Answer(kind, default, code, error.GetProperty("message").GetString()!);
        }

        return new Answer(AnswerKind.Confirmed, answer.GetProperty("data").EnumerateObject().First().Value);
    }
}
