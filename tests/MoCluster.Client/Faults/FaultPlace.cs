namespace MoCluster.Client.Tests.Faults;

/// <summary>Where in the exchange of a request and its answer a fault happens.</summary>
public enum FaultPlace
{
    /// <summary>When the connection is accepted.</summary>
    Accepted,

    /// <summary>In the middle of the request: the server gets its beginning.</summary>
    InRequest,

    /// <summary>After the request: the server does it, and its answer is lost.</summary>
    BeforeAnswer,

    /// <summary>In the status line and headers of the answer.</summary>
    InHeaders,

    /// <summary>In the body of the answer.</summary>
    InBody,
}
