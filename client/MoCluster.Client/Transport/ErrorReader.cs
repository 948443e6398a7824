using System.Net;
using System.Text.Json;

namespace MoCluster.Client.Transport;

/// <summary>Reads the errors of the server, which have one form in all its answers: <c>{"errors": [{"message", "extensions": {"code"}}]}</c>.</summary>
internal static class ErrorReader
{
    /// <summary>Codes with which nothing was done, whatever was asked for.</summary>
    private static readonly HashSet<string> s_nothingDone = [MoErrorCode.Unavailable, "OVERLOADED", "CONTENDED", "DEADLINE_EXCEEDED"];

    /// <summary>Reads an answer whose status is no success.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="body">Its body.</param>
    public static MoException Read(HttpResponseMessage answer, ReadOnlyMemory<byte> body)
    {
        var after = answer.Headers.RetryAfter?.Delta;
        var status = (int)answer.StatusCode;
        var isPassing = status is 408 or 429 or 502 or 503 or 504;
        try
        {
            using var document = JsonDocument.Parse(body);
            if (Find(document.RootElement) is { } error)
                return Read(error, status, isPassing, after);
        }
        catch (JsonException)
        {
            // A proxy before the server answers in forms of its own.
        }

        return new MoException(
            isPassing ? MoErrorCode.OutcomeUnknown : MoErrorCode.Internal, $"The server answered {status} {answer.ReasonPhrase} without saying why.")
        {
            Status = status,
            IsRetriable = isPassing,
            RetryAfter = after,
            ChangedNothing = answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout,
        };
    }

    /// <summary>The first error of a body; null if it has none.</summary>
    /// <param name="root">The body.</param>
    public static JsonElement? Find(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("errors", out var errors)
        && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0
            ? errors[0]
            : null;

    /// <summary>Reads an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="isPassing">Whether the status alone says that the same call may succeed later.</param>
    /// <param name="after">When the server asks to come again; null if it did not say.</param>
    public static MoException Read(JsonElement error, int status, bool isPassing = false, TimeSpan? after = null)
    {
        var message = error.TryGetProperty("message", out var text) ? text.ToString() : "The server did not say why.";
        string? code = null, path = null;
        JsonElement? context = null;
        var isRetriable = isPassing;
        if (error.TryGetProperty("extensions", out var extensions) && extensions.ValueKind == JsonValueKind.Object)
        {
            code = extensions.TryGetProperty("code", out var given) ? given.ToString() : null;
            path = extensions.TryGetProperty("path", out var place) ? place.ToString() : null;
            isRetriable |= extensions.TryGetProperty("retriable", out var again) && again.ValueKind == JsonValueKind.True;
            context = extensions.TryGetProperty("error_context", out var more) ? more.Clone() : null;
        }

        code ??= MoErrorCode.Internal;
        return new MoException(code, message)
        {
            Path = path,
            Status = status,
            IsRetriable = isRetriable,
            RetryAfter = after,
            ChangedNothing = s_nothingDone.Contains(code),
            Context = context,
            Trigger = code == MoErrorCode.TriggerRefused ? TriggerIn(message, context) : null,
        };
    }

    /// <summary>The trigger that a veto names before the trigger's own words: <c>Trigger 'name' refused: words</c>.</summary>
    private static string? TriggerIn(string message, JsonElement? context)
    {
        const string Before = "Trigger '";
        if (context is not { ValueKind: JsonValueKind.Object } details || !details.TryGetProperty("description", out var words))
            return null;
        var after = $"' refused: {words}";
        return message.StartsWith(Before, StringComparison.Ordinal) && message.EndsWith(after, StringComparison.Ordinal)
            && message.Length > Before.Length + after.Length
            ? message[Before.Length..^after.Length]
            : null;
    }
}
