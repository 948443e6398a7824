using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Errors;

/// <summary>
/// Makes GraphQL errors of refusals: <c>extensions.code</c>, where in the input, and OS2mo's <c>error_context</c> (os2mo.md §1.3).
/// </summary>
internal static class Refusals
{
    /// <summary>The value, or the refusal as the error of the field.</summary>
    /// <typeparam name="T">What was asked for.</typeparam>
    /// <param name="outcome">What a grain answered.</param>
    /// <exception cref="RefusedException">It was refused.</exception>
    public static T OrThrow<T>(this Outcome<T> outcome) => outcome.Refusal is { } refusal ? throw ToException(refusal) : outcome.Value!;

    /// <summary>The error of a refusal.</summary>
    /// <param name="refusal">The refusal.</param>
    public static RefusedException ToException(Refusal refusal)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (refusal.Path is not null)
            extensions["path"] = refusal.Path;
        if (refusal.Retriable)
            extensions["retriable"] = true;
        extensions["error_context"] = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["error"] = true,
            ["error_key"] = refusal.Code,
            ["description"] = refusal.Message,
            ["status"] = StatusOf(refusal.Code),
        };
        return new RefusedException(refusal, StatusOf(refusal.Code), extensions);
    }

    /// <summary>An input that breaks a rule of the API itself.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="path">Where in the input.</param>
    public static RefusedException InvalidInput(string message, string path) =>
        ToException(new Refusal(RefusalCode.InvalidInput, message, path));

    /// <summary>The status that OS2mo's service API would give.</summary>
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
