using System.Text.Json;

namespace MoCluster.Client;

/// <summary>Fetches tokens of OAuth2's client credentials (RFC 6749 §4.4), one for all requests until shortly before it expires.</summary>
internal sealed class ClientSecretCredentials(Uri endpoint, string id, string secret, string? scope, MoClientOptions options) : MoCredentials
{
    /// <summary>A token is renewed so long before it expires, so that it does not expire on its way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private Task<Granted>? _granted;

    public override async ValueTask<string> GetTokenAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task<Granted> current;
            bool isNew;
            lock (_lock)
            {
                isNew = _granted is null;
                current = _granted ??= FetchAsync();
            }

            Granted granted;
            try
            {
                granted = await current.WaitAsync(cancellation).ConfigureAwait(false);
            }
            catch (MoException)
            {
                Forget(current);
                throw;
            }

            // A token that is spent as soon as it came is used once.
            if (isNew || options.TimeProvider.GetUtcNow() < granted.RenewAt)
                return granted.Token;
            Forget(current);
        }
    }

    public override void Refused(string token)
    {
        lock (_lock)
        {
            if (_granted is { IsCompletedSuccessfully: true } granted && granted.Result.Token == token)
                _granted = null;
        }
    }

    private void Forget(Task<Granted> spent)
    {
        lock (_lock)
        {
            if (_granted == spent)
                _granted = null;
        }
    }

    private async Task<Granted> FetchAsync()
    {
        var asked = options.TimeProvider.GetUtcNow();
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = secret };
        if (scope is not null)
            form["scope"] = scope;
        try
        {
            // Tokens are fetched once in minutes, so no connection is kept for them.
            using var http = new HttpClient(options.Handler?.Invoke() ?? new SocketsHttpHandler()) { Timeout = options.AttemptTimeout };
            using var content = new FormUrlEncodedContent(form);
            using var answer = await http.PostAsync(endpoint, content).ConfigureAwait(false);
            var body = await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
            {
                throw new MoException(MoErrorCode.Unauthenticated, $"The token endpoint {endpoint} answered {(int)answer.StatusCode}{ReasonIn(body)}.")
                {
                    Status = (int)answer.StatusCode,
                    IsRetriable = (int)answer.StatusCode >= 500,
                    ChangedNothing = true,
                };
            }

            using var document = JsonDocument.Parse(body);
            var token = document.RootElement.GetProperty("access_token").GetString()
                ?? throw new MoException(MoErrorCode.Unauthenticated, $"The token endpoint {endpoint} answered an access_token that is null.");
            var lifetime = document.RootElement.TryGetProperty("expires_in", out var seconds) ? TimeSpan.FromSeconds(seconds.GetDouble()) : TimeSpan.FromMinutes(1);
            return new Granted(token, asked + (lifetime > 2 * Margin ? lifetime - Margin : lifetime / 2));
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            throw new MoException(MoErrorCode.Unavailable, $"The token endpoint {endpoint} cannot be reached: {failure.Message}", failure)
            {
                IsRetriable = true,
                ChangedNothing = true,
            };
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new MoException(MoErrorCode.Unauthenticated, $"The token endpoint {endpoint} answered no token that RFC 6749 §5.1 describes.", failure);
        }
    }

    /// <summary>The reason that the endpoint gives (RFC 6749 §5.2).</summary>
    private static string ReasonIn(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = document.RootElement.TryGetProperty("error", out var code) ? code.ToString() : "";
            var more = document.RootElement.TryGetProperty("error_description", out var description) ? $": {description}" : "";
            return error.Length > 0 ? $" ({error}{more})" : "";
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    private sealed record Granted(string Token, DateTimeOffset RenewAt);
}
