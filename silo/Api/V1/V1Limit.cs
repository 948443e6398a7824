namespace MoCluster.Silo.Api.V1;

/// <summary>A limit of <c>/v1</c>, for the checks of requests and for the OpenAPI document. <see cref="V1Limits.Of"/> gives its value.</summary>
internal enum V1Limit
{
    /// <summary>No limit besides that of the type.</summary>
    None,

    /// <summary>The most events or tokens in one request.</summary>
    BatchLength,

    /// <summary>The most events of one fetch.</summary>
    FetchLength,

    /// <summary>The longest wait of a fetch, in seconds.</summary>
    Wait,

    /// <summary>The longest delay of a nack, in seconds.</summary>
    Delay,

    /// <summary>The longest lease, in seconds.</summary>
    Lease,
}
