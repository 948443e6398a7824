using Microsoft.Net.Http.Headers;
using MoCluster.Silo.Api.GraphQL;
using MoCluster.Silo.Errors;
using MoCluster.Silo.Security;

namespace MoCluster.Silo.Api.Http.V1;

/// <summary>
/// Plain HTTP for machines: the event API without GraphQL (DESIGN.md §9). What it takes and answers is told in <c>openapi.json</c>.
/// </summary>
/// <param name="requests">Says on whose behalf requests run.</param>
/// <param name="events">Publishes, fetches and settles.</param>
/// <param name="listeners">Pauses and resumes.</param>
/// <param name="stream">Streams.</param>
internal sealed class V1Api(ApiRequests requests, V1Events events, V1Listeners listeners, V1Stream stream)
{
    /// <summary>The paths, each with the role that it needs and what serves it; all take POST.</summary>
    public IEnumerable<(string Path, string Role, Func<HttpContext, ApiRequest, Task> Serve)> Routes =>
    [
        ("/v1/namespaces/{namespace}/events", Roles.Send, events.PublishAsync),
        ("/v1/events", Roles.Send, events.PublishToAsync),
        ("/v1/listeners/{listener}/fetch", Roles.Fetch, events.FetchAsync),
        ("/v1/listeners/{listener}/stream", Roles.Fetch, stream.RunAsync),
        ("/v1/listeners/{listener}/pause", Roles.CreateListener, listeners.PauseAsync),
        ("/v1/listeners/{listener}/resume", Roles.CreateListener, listeners.ResumeAsync),
        ("/v1/acknowledge", Roles.Acknowledge, events.AcknowledgeAsync),
        ("/v1/nack", Roles.Acknowledge, events.NackAsync),
        ("/v1/touch", Roles.Acknowledge, events.TouchAsync),
    ];

    /// <summary>Adds its paths.</summary>
    /// <param name="app">The application.</param>
    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var (path, role, serve) in Routes)
            app.MapPost(path, context => RunAsync(context, role, serve));
        app.MapMethods("/v1/openapi.json", [HttpMethods.Get, HttpMethods.Head], async context =>
        {
            context.Response.ContentType = MediaTypes.JsonWithCharset;
            if (!HttpMethods.IsHead(context.Request.Method))
                await context.Response.Body.WriteAsync(OpenApi, context.RequestAborted);
        });
    }

    /// <summary>The document.</summary>
    public static ReadOnlyMemory<byte> OpenApi { get; } = ReadDocument();

    private async Task RunAsync(HttpContext context, string role, Func<HttpContext, ApiRequest, Task> serve)
    {
        var request = requests.Of(context);
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        try
        {
            request.Roles.Require(role);
            await serve(context, request);
        }
        catch (RefusedException refused) when (!context.Response.HasStarted)
        {
            var path = refused.Refusal.Path is { } given ? InputPaths.OfBody(given) : null;
            await JsonErrors.WriteAsync(context, refused.Status, refused.Refusal with { Path = path });
        }
    }

    private static byte[] ReadDocument()
    {
        using var stream = typeof(V1Api).Assembly.GetManifestResourceStream("openapi.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
