using Microsoft.AspNetCore.Connections;
using MoCluster.GrainInterfaces;
using MoCluster.Silo.Api.Http.V1;
using MoCluster.Silo.Diagnostics;
using MoCluster.Silo.Metrics;
using MoCluster.Silo.Process;
using MoCluster.Silo.Security;

namespace MoCluster.Silo.Api.Http;

/// <summary>Which paths there are, and what every request goes through first.</summary>
internal static class HttpApi
{
    private const string GraphQLPath = "/graphql";

    /// <summary>Adds everything to the process's application.</summary>
    /// <param name="app">The application.</param>
    /// <param name="graphQL">Serves GraphQL.</param>
    /// <param name="v1">Serves plain HTTP.</param>
    /// <param name="metrics">Tells Prometheus.</param>
    /// <param name="readiness">Whether the process serves.</param>
    /// <param name="healthPort">The port that answers <c>/health</c> and <c>/metrics</c> alone; 0 for none.</param>
    /// <param name="isAuthenticated">Whether callers show tokens; else this machine alone may call.</param>
    /// <param name="sdl">The schema as text.</param>
    public static void Map(
        WebApplication app,
        GraphQLEndpoint graphQL,
        V1Api v1,
        MetricsEndpoint metrics,
        Readiness readiness,
        int healthPort,
        bool isAuthenticated,
        string sdl)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MoCluster.Http");
        app.Use((context, next) => AnswerFailuresAsync(context, next, readiness, log));
        app.Use((context, next) =>
        {
            RawPath.Restore(context);
            return next(context);
        });
        app.Use((context, next) => HealthPort.RunAsync(context, healthPort, next));
        if (!isAuthenticated)
            app.Use((context, next) => HealthPort.IsItself(context, healthPort) ? next(context) : LoopbackGuard.RunAsync(context, next));
        app.UseStatusCodePages(status => ExplainAsync(status.HttpContext));
        app.Use((context, next) => GateAsync(context, next, readiness));
        if (isAuthenticated)
        {
            // Said here, it stands here; unsaid, ASP.NET would put it before everything, where failures have no answer.
            app.UseAuthentication();
            app.Use((context, next) => HealthPort.IsItself(context, healthPort) ? next(context) : BearerTokens.RunAsync(context, next));
        }

        app.UseRouting();

        app.MapMethods(
            "/health/live", [HttpMethods.Get, HttpMethods.Head], context => HealthAsync(context, StatusCodes.Status200OK, "live"));
        app.MapMethods("/health/ready", [HttpMethods.Get, HttpMethods.Head], context => readiness.Node is null
            ? HealthAsync(context, StatusCodes.Status503ServiceUnavailable, readiness.Reason)
            : HealthAsync(context, StatusCodes.Status200OK, "ready"));
        app.MapMethods(MetricsEndpoint.Path, [HttpMethods.Get, HttpMethods.Head], metrics.ServeAsync);
        app.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], context =>
        {
            context.Response.Redirect(GraphQLPath);
            return Task.CompletedTask;
        });
        app.MapMethods(GraphQLPath, [HttpMethods.Get, HttpMethods.Head], context => QueryPage.IsAskedFor(context.Request)
            ? QueryPage.WriteAsync(context)
            : graphQL.GetAsync(context));
        app.MapPost(GraphQLPath, graphQL.PostAsync);
        v1.Map(app);
        app.MapMethods($"{GraphQLPath}/schema.graphql", [HttpMethods.Get, HttpMethods.Head], async context =>
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(sdl, context.RequestAborted);
        });
    }

    private static async Task AnswerFailuresAsync(HttpContext context, RequestDelegate next, Readiness readiness, ILogger log)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads the answer any more.
        }
        catch (ConnectionResetException)
        {
            // The caller broke off in the middle of its request.
        }
        catch (BodyTooLargeException tooLarge)
        {
            await JsonErrors.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, HttpErrorCode.PayloadTooLarge,
                $"The body is larger than {tooLarge.Limit} bytes, the limit of Api:MaxBodyBytes. Send less at a time.");
        }
        catch (MalformedRequestException malformed)
        {
            await JsonErrors.WriteAsync(context, StatusCodes.Status400BadRequest, HttpErrorCode.BadRequest, malformed.Message);
        }
        catch (BadHttpRequestException malformed)
        {
            var code = malformed.StatusCode switch
            {
                StatusCodes.Status408RequestTimeout => HttpErrorCode.RequestTimeout,
                StatusCodes.Status415UnsupportedMediaType => HttpErrorCode.UnsupportedMediaType,
                _ => HttpErrorCode.BadRequest,
            };
            await JsonErrors.WriteAsync(context, malformed.StatusCode, code, malformed.Message);
        }
        catch (OperationCanceledException) when (readiness.Node is null && !context.Response.HasStarted)
        {
            await UnavailableAsync(context, readiness);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            log.RequestFailed(failure, context.Request.Method, context.Request.Path, CallerIdentity.TraceOf(context.Request));
            await JsonErrors.WriteAsync(context, StatusCodes.Status500InternalServerError, HttpErrorCode.Internal,
                "The server failed; what happened is in its log.");
        }
    }

    private static Task GateAsync(HttpContext context, RequestDelegate next, Readiness readiness) =>
        readiness.Node is not null || HealthPort.IsOpen(context.Request.Path)
            ? next(context)
            : UnavailableAsync(context, readiness);

    private static Task UnavailableAsync(HttpContext context, Readiness readiness)
    {
        var refusal = new Refusal(HttpErrorCode.Unavailable, readiness.Reason, Retriable: true);
        return JsonErrors.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, refusal);
    }

    /// <summary>Gives a body to refusals of the router, which have none.</summary>
    private static Task ExplainAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => JsonErrors.WriteAsync(context, StatusCodes.Status404NotFound, HttpErrorCode.NotFound,
            $"There is nothing under {context.Request.Path}; GraphQL is at {GraphQLPath}, plain HTTP at /v1 (/v1/openapi.json)."),
        StatusCodes.Status405MethodNotAllowed => JsonErrors.WriteAsync(
            context, StatusCodes.Status405MethodNotAllowed, HttpErrorCode.MethodNotAllowed,
            $"{context.Request.Path} does not know {context.Request.Method}; it knows {context.Response.Headers.Allow}."),
        var status => JsonErrors.WriteAsync(context, status, HttpErrorCode.BadRequest, $"The request was refused with status {status}."),
    };

    private static async Task HealthAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }
}
