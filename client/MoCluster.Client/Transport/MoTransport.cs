using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace MoCluster.Client.Transport;

/// <summary>Sends requests, and tries those again that failed and may be repeated.</summary>
internal sealed class MoTransport : IDisposable
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly HttpClient _http;
    private readonly MoClientOptions _options;
    private readonly Retries _retries;

    public MoTransport(Uri server, MoClientOptions options)
    {
        _options = options;
        _http = new HttpClient(options.Handler?.Invoke() ?? NewHandler())
        {
            BaseAddress = server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + "/"),
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(options.UserAgent ?? $"MoCluster.Client/{typeof(MoTransport).Assembly.GetName().Version?.ToString(3)}");
        _retries = new Retries(options);
    }

    /// <summary>The clock of waits and pauses.</summary>
    public TimeProvider Time => _options.TimeProvider;

    /// <summary>How the client connects, waits and tries again.</summary>
    public MoClientOptions Options => _options;

    public void Dispose() => _http.Dispose();

    /// <summary>Posts JSON and reads JSON.</summary>
    /// <param name="path">The path below the server's address.</param>
    /// <param name="body">The body.</param>
    /// <param name="read">Reads the body of a successful answer.</param>
    /// <param name="call">How the call may be made.</param>
    /// <param name="cancellation">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<T> PostAsync<T>(
        string path, ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, T> read, CallOptions call, CancellationToken cancellation) =>
        _retries.RunAsync(
            call,
            async (state, attempt) =>
            {
                using var answer = await SendAsync(
                    () => NewPost(state.path, state.body, state.call), HttpCompletionOption.ResponseContentRead, attempt, state.cancellation).ConfigureAwait(false);
                var bytes = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None).ConfigureAwait(false);
                return Understand(state.read, bytes, answer.StatusCode);
            },
            (path, body, read, call, cancellation),
            cancellation);

    /// <summary>Sends a request whose answer is a stream, once.</summary>
    /// <param name="request">Makes the request.</param>
    /// <param name="cancellation">Ends the wait for the beginning of the answer.</param>
    /// <param name="timeout">The longest wait for the beginning of the answer; that of an attempt when null.</param>
    /// <returns>The answer, whose body is still to be read.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public async Task<HttpResponseMessage> OpenAsync(Func<HttpRequestMessage> request, CancellationToken cancellation, TimeSpan? timeout = null)
    {
        using var attempt = new Deadline(_options.TimeProvider, timeout ?? _options.AttemptTimeout, cancellation);
        return await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, attempt.Token, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes a POST of JSON.</summary>
    public static HttpRequestMessage NewPost(string path, ReadOnlyMemory<byte> body, CallOptions call)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = s_json;
        if (call.IdempotencyKey is { } key)
            request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private static SocketsHttpHandler NewHandler() => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // Names are looked up anew now and then, so that a moved server is found.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // A stream that the client closes is closed at once, so that the server does not send into it any more.
        ResponseDrainTimeout = TimeSpan.Zero,
        EnableMultipleHttp2Connections = true,
    };

    private async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> make, HttpCompletionOption completion, CancellationToken attempt, CancellationToken cancellation)
    {
        try
        {
            return await SendOnceAsync(make, completion, attempt, cancellation).ConfigureAwait(false);
        }
        catch (MoException refusal) when (refusal.Status == (int)HttpStatusCode.Unauthorized && _options.Credentials is not null)
        {
            // The token may have been withdrawn before it expired. A new one is tried once.
            return await SendOnceAsync(make, completion, attempt, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        Func<HttpRequestMessage> make, HttpCompletionOption completion, CancellationToken attempt, CancellationToken cancellation)
    {
        using var request = make();
        HttpResponseMessage answer;
        try
        {
            if (_options.Credentials is { } credentials)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await credentials.GetTokenAsync(attempt).ConfigureAwait(false));
            answer = await _http.SendAsync(request, completion, attempt).ConfigureAwait(false);
        }
        catch (HttpRequestException failure)
        {
            throw Unreachable(failure);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            // A connection that is reset while it is being made can fail without a wrapping.
            throw Lost(failure);
        }
        catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
        {
            throw new MoException(MoErrorCode.OutcomeUnknown, $"{_http.BaseAddress} did not answer in time.", failure) { IsRetriable = true };
        }

        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
        {
            var refusal = ErrorReader.Read(answer, await BodyOfAsync(answer, attempt, cancellation).ConfigureAwait(false));
            if (answer.StatusCode == HttpStatusCode.Unauthorized && request.Headers.Authorization?.Parameter is { } refused)
                _options.Credentials?.Refused(refused);
            throw refusal;
        }
    }

    /// <summary>The body of an answer that is no success; empty if it cannot be read.</summary>
    private static async Task<byte[]> BodyOfAsync(HttpResponseMessage answer, CancellationToken attempt, CancellationToken cancellation)
    {
        try
        {
            return await answer.Content.ReadAsByteArrayAsync(attempt).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return [];
        }
    }

    private MoException Unreachable(HttpRequestException failure)
    {
        var isUnsent = failure.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;
        return isUnsent
            ? new MoException(MoErrorCode.Unavailable, $"{_http.BaseAddress} cannot be reached: {failure.Message}", failure) { IsRetriable = true, ChangedNothing = true }
            : Lost(failure);
    }

    private MoException Lost(Exception failure) =>
        new(MoErrorCode.OutcomeUnknown, $"The connection to {_http.BaseAddress} ended before the answer: {failure.Message}", failure) { IsRetriable = true };

    private T Understand<T>(Func<ReadOnlyMemory<byte>, T> read, byte[] body, HttpStatusCode status)
    {
        try
        {
            return read(body);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new MoException(MoErrorCode.Internal, $"{_http.BaseAddress} gave an answer that is none of MoCluster's: {failure.Message}", failure)
            {
                Status = (int)status,
                IsRetriable = true,
            };
        }
    }
}
