namespace MoCluster.GraphQL;

/// <summary>The values of extensions.code that the executor itself sets.</summary>
public static class ErrorCodes
{
    /// <summary>The text is not GraphQL.</summary>
    public const string SyntaxError = "GRAPHQL_PARSE_FAILED";

    /// <summary>The document does not fit the schema.</summary>
    public const string ValidationFailed = "GRAPHQL_VALIDATION_FAILED";

    /// <summary>The document or its result exceeds a limit of <see cref="ExecutorOptions"/>.</summary>
    public const string LimitExceeded = "LIMIT_EXCEEDED";

    /// <summary>The variables or arguments do not fit their types.</summary>
    public const string BadUserInput = "BAD_USER_INPUT";

    /// <summary>
    /// The executor cannot tell which operation to run: the document has none, has several and the request names none, or has none of that
    /// name.
    /// </summary>
    public const string OperationResolutionFailed = "OPERATION_RESOLUTION_FAILURE";

    /// <summary>The server failed. The answer gives no detail; <see cref="ExecutorOptions.OnUnhandled"/> receives the exception.</summary>
    public const string Internal = "INTERNAL";
}
