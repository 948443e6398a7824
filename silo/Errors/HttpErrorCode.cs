namespace MoCluster.Silo.Errors;

/// <summary>The values of <c>extensions.code</c> that the HTTP layer itself gives.</summary>
internal static class HttpErrorCode
{
    /// <summary>The request is malformed: the body is not JSON, or not a GraphQL request.</summary>
    public const string BadRequest = "BAD_REQUEST";

    /// <summary>The Host header is not a loopback name, which it must be without authentication.</summary>
    public const string ForbiddenHost = "FORBIDDEN_HOST";

    /// <summary>The request has no token or an invalid one; the header WWW-Authenticate says why.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>The path does not exist.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The path does not allow the method, or the method does not allow the operation.</summary>
    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";

    /// <summary>The caller accepts none of the media types that the API can write.</summary>
    public const string NotAcceptable = "NOT_ACCEPTABLE";

    /// <summary>The body is larger than <c>Api:MaxBodyBytes</c>.</summary>
    public const string PayloadTooLarge = "PAYLOAD_TOO_LARGE";

    /// <summary>The body came in more slowly than <c>Http:MinBytesPerSecond</c>.</summary>
    public const string RequestTimeout = "REQUEST_TIMEOUT";

    /// <summary>The body is not <c>application/json</c> in UTF-8, or is compressed.</summary>
    public const string UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE";

    /// <summary>The process is starting or stopping.</summary>
    public const string Unavailable = ApiCode.Unavailable;

    /// <summary>The endpoint is one of OS2mo's that this server does not have; the message says why.</summary>
    public const string NotImplemented = "NOT_IMPLEMENTED";

    /// <summary>The server failed. Its log says what happened; the answer does not.</summary>
    public const string Internal = "INTERNAL";
}
