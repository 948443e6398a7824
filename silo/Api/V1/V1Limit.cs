namespace MoCluster.Silo.Api.V1;

/// <summary>A limit of <c>/v1</c>: what a request is checked against, and what the description tells. Its value is <see cref="V1Limits.Of"/>.</summary>
internal enum V1Limit
{
    /// <summary>No limit besides that of the type.</summary>
    None,

    /// <summary>How many events or tokens one request has.</summary>
    BatchLength,

    /// <summary>How many events one fetch hands out.</summary>
    FetchLength,

    /// <summary>How long a fetch waits, in seconds.</summary>
    Wait,

    /// <summary>How long an event that is given back stays away, in seconds.</summary>
    Delay,

    /// <summary>How long a lease lasts, in seconds.</summary>
    Lease,
}
