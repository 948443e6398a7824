using System.Threading.Channels;
using MoCluster.Grains.Objects.Imports;
using MoCluster.Silo.Api.V1.Events;

namespace MoCluster.Silo.Api.V1.Objects;

/// <summary>
/// Writes the answer to an import while the import goes on. A caller that sends its whole file before it reads does not hold the import up: errors
/// wait here, up to their limit, and of progress only the latest.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="maxErrors">The most errors that are told.</param>
internal sealed class V1ImportAnswer(HttpContext context, int maxErrors)
{
    private readonly Lock _gate = new();
    private readonly Queue<V1ImportReport> _waiting = [];
    private readonly Channel<bool> _ready = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private V1ImportReport? _progress;
    private int _told;
    private bool _ended;
    private Task _writing = Task.CompletedTask;

    /// <summary>Begins the answer.</summary>
    /// <param name="first">The first line.</param>
    public async Task BeginAsync(V1ImportReport first)
    {
        context.Response.ContentType = V1Stream.MediaType;
        await context.Response.StartAsync(context.RequestAborted);
        Put(() => _waiting.Enqueue(first));
        _writing = WriteAsync();
    }

    /// <summary>Tells a line that was not imported, unless too many were told.</summary>
    /// <param name="problem">The line, and what is wrong.</param>
    public void Tell(ImportProblem problem)
    {
        if (_told++ < maxErrors)
            Put(() => _waiting.Enqueue(V1ImportReport.Of(problem)));
    }

    /// <summary>Tells how far the import is.</summary>
    /// <param name="totals">How far it is.</param>
    public void Tell(ImportTotals totals) => Put(() => _progress = V1ImportReport.Of("progress", totals));

    /// <summary>Ends the answer.</summary>
    /// <param name="last">The last line.</param>
    public async Task EndAsync(V1ImportReport last)
    {
        Put(() =>
        {
            _progress = null;
            _waiting.Enqueue(last);
            _ended = true;
        });
        await _writing;
    }

    private void Put(Action put)
    {
        lock (_gate)
            put();
        _ready.Writer.TryWrite(true);
    }

    private async Task WriteAsync()
    {
        var writer = context.Response.BodyWriter;
        while (true)
        {
            await _ready.Reader.ReadAsync(context.RequestAborted);
            bool ended;
            lock (_gate)
            {
                while (_waiting.TryDequeue(out var report))
                    V1Json.WriteLine(writer, report);
                if (_progress is not null)
                    V1Json.WriteLine(writer, _progress);
                _progress = null;
                ended = _ended;
            }

            await writer.FlushAsync(context.RequestAborted);
            if (ended)
                return;
        }
    }
}
