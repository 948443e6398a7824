using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MoCluster.Tests.Telemetry;

/// <summary>A collector of OTLP over HTTP on a free port of this machine. It keeps what it receives.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<OtlpSpan> _spans = Channel.CreateUnbounded<OtlpSpan>();
    private readonly Channel<string> _metrics = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _services = Channel.CreateUnbounded<string>();
    private readonly List<OtlpSpan> _received = [];

    private OtlpCollector(WebApplication app) => _app = app;

    /// <summary>The settings that make a process export to this collector, without delay.</summary>
    public string[] Variables =>
    [
        $"OTEL_EXPORTER_OTLP_ENDPOINT={_app.Urls.Single()}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_BSP_SCHEDULE_DELAY=50",
        "OTEL_METRIC_EXPORT_INTERVAL=100",
    ];

    /// <summary>The spans that were awaited so far.</summary>
    public IReadOnlyList<OtlpSpan> Received => _received;

    /// <summary>Starts to listen.</summary>
    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new OtlpCollector(builder.Build());
        collector._app.MapPost("/v1/traces", context => TakeAsync(context, collector.TakeSpans));
        collector._app.MapPost("/v1/metrics", context => TakeAsync(context, collector.TakeMetrics));
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Waits for a span.</summary>
    /// <param name="isWanted">Decides whether a span is the wanted one.</param>
    public async Task<OtlpSpan> SpanAsync(Func<OtlpSpan, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            if (_received.FirstOrDefault(isWanted) is { } found)
                return found;
            try
            {
                _received.Add(await _spans.Reader.ReadAsync(patience.Token));
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"The span did not come; these came:\n{string.Join('\n', _received)}");
            }
        }
    }

    /// <summary>Waits for a metric.</summary>
    /// <param name="name">Its name.</param>
    public Task MetricAsync(string name) => WaitAsync(_metrics, name);

    /// <summary>Waits for anything from a service.</summary>
    /// <param name="name">Its name.</param>
    public Task ServiceAsync(string name) => WaitAsync(_services, name);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task WaitAsync(Channel<string> channel, string name)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await channel.Reader.ReadAsync(patience.Token) != name)
        {
        }
    }

    private static async Task TakeAsync(HttpContext context, Action<ReadOnlyMemory<byte>> take)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        take(body.ToArray());
        context.Response.ContentType = "application/x-protobuf";
    }

    private void TakeSpans(ReadOnlyMemory<byte> body)
    {
        foreach (var resource in Protobuf.Read(body)[1].Select(Protobuf.Read))
        {
            _services.Writer.TryWrite(Tags(Protobuf.Read(resource[1].Single())[1]).GetValueOrDefault("service.name", ""));
            foreach (var scope in resource[2].Select(Protobuf.Read))
            {
                var source = Protobuf.Read(scope[1].Single()).Text(1);
                foreach (var span in scope[2].Select(Protobuf.Read))
                {
                    var links = span[13].Select(Protobuf.Read).Select(link => (link.Hex(1), link.Hex(2))).ToArray();
                    _spans.Writer.TryWrite(new OtlpSpan(source, span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4), Tags(span[9]), links));
                }
            }
        }
    }

    private void TakeMetrics(ReadOnlyMemory<byte> body)
    {
        foreach (var resource in Protobuf.Read(body)[1].Select(Protobuf.Read))
        {
            foreach (var metric in resource[2].Select(Protobuf.Read).SelectMany(scope => scope[2]).Select(Protobuf.Read))
                _metrics.Writer.TryWrite(metric.Text(1));
        }
    }

    private static Dictionary<string, string> Tags(IEnumerable<ReadOnlyMemory<byte>> attributes) => attributes.Select(Protobuf.Read)
        .ToDictionary(attribute => attribute.Text(1), attribute => Protobuf.Read(attribute[2].Single()).Text(1));
}
