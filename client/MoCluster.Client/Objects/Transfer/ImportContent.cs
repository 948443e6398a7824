using System.Net;
using System.Net.Http.Headers;

namespace MoCluster.Client;

/// <summary>The body of an import, which is written as its lines are read.</summary>
internal sealed class ImportContent : HttpContent
{
    private readonly ImportSource _source;
    private readonly Action<long> _sent;

    public ImportContent(ImportSource source, Action<long> sent)
    {
        (_source, _sent) = (source, sent);
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        _source.WriteAsync(stream, _sent, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _source.WriteAsync(stream, _sent, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
