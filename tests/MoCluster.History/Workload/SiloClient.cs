using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace MoCluster.History.Workload;

/// <summary>
/// One caller: sends GraphQL requests of one root field to whichever silo there is, and says of each what is known of it. It has
/// connections of its own and repeats nothing by itself.
/// </summary>
/// <param name="endpoints">The silos.</param>
/// <param name="name">Who calls, for the history.</param>
/// <param name="seed">What its choices are drawn from.</param>
/// <param name="timeout">How long it waits for an answer, beyond the wait that a fetch asks for.</param>
public sealed class SiloClient(Endpoints endpoints, string name, int seed, TimeSpan timeout) : IDisposable
{
    private static readonly TimeSpan ShortestBackOff = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMilliseconds(400);

    /// <summary>Codes by which the server says that nothing was done and that it may be done later.</summary>
    private static readonly HashSet<string> NotNow = ["UNAVAILABLE", "OVERLOADED", "CONTENDED", "DEADLINE_EXCEEDED"];

    /// <summary>Codes by which it says that it does not know.</summary>
    private static readonly HashSet<string> Unknown = ["OUTCOME_UNKNOWN", "SUPERSEDED", "INTERNAL"];

    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private TimeSpan _backOff = ShortestBackOff;

    /// <summary>Who calls.</summary>
    public string Name { get; } = name;

    /// <summary>Draws its choices.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>Sends one request, once.</summary>
    /// <param name="document">A document of one root field.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="key">The idempotency key; null for none.</param>
    /// <param name="wait">How long the request itself asks to wait.</param>
    /// <param name="cutAfter">After which time the connection is cut; null for never.</param>
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

    /// <summary>The next pause is a short one again.</summary>
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
