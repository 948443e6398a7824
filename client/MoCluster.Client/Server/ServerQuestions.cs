using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Asks a server about itself. Each question is asked once, because an operator wants to know how the server is now.</summary>
internal static class ServerQuestions
{
    public static async Task<ServerHealth> GetHealthAsync(MoTransport transport, CancellationToken cancellation)
    {
        var isReady = await AskAsync(transport, "health", body => body.TryGetProperty("ready", out var ready) && ready.GetBoolean(), cancellation).ConfigureAwait(false);
        var version = await AskAsync(transport, "version", body => body.GetProperty("mo_version").GetString() ?? "", cancellation).ConfigureAwait(false);
        return new ServerHealth(isReady, isReady ? await GetReadinessAsync(transport, cancellation).ConfigureAwait(false) : "The server is starting or stopping.", version);
    }

    private static async Task<string> GetReadinessAsync(MoTransport transport, CancellationToken cancellation)
    {
        using var answer = await transport.OpenAsync(() => new HttpRequestMessage(HttpMethod.Get, "health/ready"), cancellation).ConfigureAwait(false);
        return await ReadAsync(answer, content => content.ReadAsStringAsync(cancellation)).ConfigureAwait(false);
    }

    private static async Task<T> AskAsync<T>(MoTransport transport, string path, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        using var answer = await transport.OpenAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellation).ConfigureAwait(false);
        var body = await ReadAsync(answer, content => content.ReadAsByteArrayAsync(cancellation)).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(body);
            return read(document.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new MoException(MoErrorCode.Internal, $"/{path} gave an answer that is none of MoCluster's: {failure.Message}", failure) { Status = (int)answer.StatusCode };
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, Func<HttpContent, Task<T>> read)
    {
        try
        {
            return await read(answer.Content).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new MoException(MoErrorCode.Unavailable, $"The answer was cut off: {failure.Message}", failure) { IsRetriable = true, ChangedNothing = true };
        }
    }
}
