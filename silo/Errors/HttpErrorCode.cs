namespace MoCluster.Silo.Errors;

/// <summary>The values of <c>extensions.code</c> that the HTTP layer itself gives.</summary>
internal static class HttpErrorCode
{
    /// <summary>The request is not what it says it is: the body is no JSON, or not a GraphQL request.</summary>
    public const string BadRequest = "BAD_REQUEST";

    /// <summary>The Host header is not a loopback name, though there is no authentication.</summary>
    public const string ForbiddenHost = "FORBIDDEN_HOST";

    /// <summary>The request shows no token, or one that does not hold; the header WWW-Authenticate says why.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>There is nothing under the path.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The path does not know the method, or the operation is not for it.</summary>
    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";

    /// <summary>The caller accepts none of the media types that there are.</summary>
    public const string NotAcceptable = "NOT_ACCEPTABLE";

    /// <summary>The body is larger than <c>Api:MaxBodyBytes</c>.</summary>
    public const string PayloadTooLarge = "PAYLOAD_TOO_LARGE";

    /// <summary>The body came in more slowly than <c>Http:MinBytesPerSecond</c>.</summary>
    public const string RequestTimeout = "REQUEST_TIMEOUT";

    /// <summary>The body is not <c>application/json</c> in UTF-8, or is compressed.</summary>
    public const string UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE";

    /// <summary>The process is starting or stopping.</summary>
    public const string Unavailable = ApiCode.Unavailable;

    /// <summary>The server failed; what happened is in its log, not in the answer.</summary>
    public const string Internal = "INTERNAL";
}
