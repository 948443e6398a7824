using System.Text.Json;
using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Errors;

/// <summary>
/// Turns refusals into GraphQL errors, with <c>extensions.code</c>, the path in the input, and OS2mo's <c>error_context</c> (docs/os2mo.md §3).
/// </summary>
internal static class Refusals
{
    /// <summary>Returns the value of an outcome, or throws its refusal.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="outcome">The answer of a grain.</param>
    /// <exception cref="RefusedException">The grain refused.</exception>
    public static T OrThrow<T>(this Outcome<T> outcome) => outcome.Refusal is { } refusal ? throw ToException(refusal) : outcome.Value!;

    /// <summary>Makes the exception for a refusal.</summary>
    /// <param name="refusal">The refusal.</param>
    public static RefusedException ToException(Refusal refusal)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (refusal.Path is not null)
            extensions["path"] = refusal.Path;
        if (refusal.Retriable)
            extensions["retriable"] = true;
        extensions["error_context"] = ErrorContext(refusal);
        return new RefusedException(refusal, StatusOf(refusal.Code), extensions);
    }

    /// <summary>Makes the exception for an input that breaks a rule of the API itself.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="path">Where in the input.</param>
    public static RefusedException InvalidInput(string message, string path) =>
        ToException(new Refusal(RefusalCode.InvalidInput, message, path));

    /// <summary>The body of OS2mo's errors. The fields with which a trigger refuses come last and replace none (docs/os2mo.md §7).</summary>
    private static Dictionary<string, object?> ErrorContext(Refusal refusal)
    {
        var context = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["error"] = true,
            ["error_key"] = refusal.Code,
            ["status"] = StatusOf(refusal.Code),
            ["description"] = refusal.Description ?? refusal.Message,
        };
        if (refusal.Details is not null)
        {
            foreach (var detail in JsonElement.Parse(refusal.Details).EnumerateObject())
                context.TryAdd(detail.Name, detail.Value);
        }
        return context;
    }

    /// <summary>The HTTP status that OS2mo's service API gives to the code.</summary>
    private static int StatusOf(string code) => code switch
    {
        RefusalCode.NotFound or "E_NOT_FOUND" => StatusCodes.Status404NotFound,
        RefusalCode.Forbidden => StatusCodes.Status403Forbidden,
        RefusalCode.Conflict or RefusalCode.Contended or RefusalCode.IdempotencyConflict or RefusalCode.Suspended or "V_EXISTING_CPR" =>
            StatusCodes.Status409Conflict,
        RefusalCode.Overloaded or RefusalCode.Superseded or ApiCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        RefusalCode.DeadlineExceeded or ApiCode.OutcomeUnknown => StatusCodes.Status504GatewayTimeout,
        _ when code.EndsWith("_NOT_FOUND", StringComparison.Ordinal) => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status400BadRequest,
    };
}
