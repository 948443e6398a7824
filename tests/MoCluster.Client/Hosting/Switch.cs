namespace MoCluster.Client.Tests.Hosting;

/// <summary>The line to the server, on which some requests do not get through.</summary>
internal sealed class Switch() : DelegatingHandler(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero })
{
    /// <summary>Which requests do not get through; null for none.</summary>
    public Func<HttpRequestMessage, bool>? IsCut { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => IsCut?.Invoke(request) is true
        ? throw new HttpRequestException(HttpRequestError.ConnectionError, "The line is cut.")
        : base.SendAsync(request, cancellationToken);
}
