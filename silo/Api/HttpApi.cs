using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using MoCluster.GrainInterfaces;
using MoCluster.Silo.Api.GraphQL;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Api.Testing;
using MoCluster.Silo.Api.TryOut;
using MoCluster.Silo.Api.V1;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Diagnostics;
using MoCluster.Silo.Errors;
using MoCluster.Silo.Hosting;
using MoCluster.Silo.Metrics;
using MoCluster.Silo.Security;

namespace MoCluster.Silo.Api;

/// <summary>Maps the paths of the API and the middleware before them.</summary>
internal static class HttpApi
{
    private const string GraphQLPath = "/graphql";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds the services of the API.</summary>
    /// <param name="services">The services of the process.</param>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddHealthChecks().AddCheck<ReadinessCheck>(ReadinessCheck.Name, tags: [ReadinessCheck.Name]);
        return services.AddApplication().AddGraphQL().AddV1().AddSingleton<ApiRequestFactory>().AddSingleton<GraphQLEndpoint>()
            .AddSingleton<TestingEndpoints>();
    }

    /// <summary>Adds the middleware and the paths to the application.</summary>
    /// <param name="app">The application.</param>
    public static void MapApi(this WebApplication app)
    {
        var services = app.Services;
        var (readiness, options) = (services.GetRequiredService<ProcessReadiness>(), services.GetRequiredService<ApiOptions>());
        var healthPort = options.HealthPort;
        var isAuthenticated = services.GetRequiredService<AuthenticationSettings>().IsConfigured;
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("MoCluster.Http");
        app.Use((context, next) => AnswerFailuresAsync(context, next, readiness, log));
        app.Use((context, next) =>
        {
            RawPath.Restore(context);
            return next(context);
        });
        app.Use((context, next) => HealthPort.RunAsync(context, healthPort, next));
        if (!isAuthenticated)
            app.Use((context, next) => HealthPort.IsItself(context, healthPort) ? next(context) : LoopbackGuard.RunAsync(context, next));
        if (isAuthenticated && options.AllowedOrigins.Values.Length > 0)
            app.Use(new CrossOrigins(options.AllowedOrigins).RunAsync);
        app.UseStatusCodePages(status => ExplainAsync(status.HttpContext));
        app.Use((context, next) => GateAsync(context, next, readiness));
        if (isAuthenticated)
        {
            // Without this call ASP.NET would add authentication before all other middleware, where failures get no error body.
            app.UseAuthentication();
            app.Use((context, next) => NeedsNoCaller(context, options) ? next(context) : BearerTokens.RunAsync(context, next));
        }

        app.UseRouting();
        app.Use((context, next) =>
        {
            context.GetEndpoint()?.Metadata.GetMetadata<RequiredRole>()?.Check(context.Request);
            return next(context);
        });
        MapHealth(app);
        ProcessEndpoints.Map(app, Reading);
        ServiceEndpoints.Map(app, Reading);
        if (options.TestingApi)
            TestingEndpoints.Map(app, log);
        app.MapMethods(MetricsEndpoint.Path, Reading, services.GetRequiredService<MetricsEndpoint>().ServeAsync);
        MapGraphQL(app);
        app.MapV1();
    }

    private static bool NeedsNoCaller(HttpContext context, ApiOptions options) =>
        HealthPort.NeedsNoCaller(context, options.HealthPort)
        || context.Request.Path.StartsWithSegments(ProcessEndpoints.Version, StringComparison.Ordinal)
        || (options.TestingApi && context.Request.Path.StartsWithSegments(TestingEndpoints.Path, StringComparison.Ordinal));

    private static void MapHealth(WebApplication app)
    {
        app.MapHealthChecks($"{HealthPort.Health}/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = (context, _) => WriteAsync(context, "live") })
            .WithMetadata(new HttpMethodMetadata(Reading));
        app.MapHealthChecks($"{HealthPort.Health}/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(ReadinessCheck.Name),
            ResponseWriter = (context, report) => WriteAsync(context, report.Entries[ReadinessCheck.Name].Description!),
        }).WithMetadata(new HttpMethodMetadata(Reading));
    }

    private static void MapGraphQL(WebApplication app)
    {
        // Builds MoCluster's own schema now, so that the first request does not wait for it. Those of OS2mo's versions wait until somebody wants them.
        app.Services.GetRequiredService<DialectSchemas>().ExecutorOf(Dialect.Own);
        app.MapMethods("/", Reading, () => TypedResults.Redirect(GraphQLPath));
        MapDialect(app, GraphQLPath, Dialect.Own);
        foreach (var version in Dialect.Versions)
            MapDialect(app, $"{GraphQLPath}/v{version.Version}", version);
    }

    private static void MapDialect(WebApplication app, string path, Dialect dialect)
    {
        var (schemas, endpoint) = (app.Services.GetRequiredService<DialectSchemas>(), app.Services.GetRequiredService<GraphQLEndpoint>());
        app.MapMethods(path, Reading, context => TryOutPage.IsAskedFor(context.Request)
            ? TryOutPage.WriteAsync(context)
            : endpoint.GetAsync(context, dialect));
        app.MapPost(path, context => endpoint.PostAsync(context, dialect));
        app.MapMethods($"{path}/schema.graphql", Reading, () => TypedResults.Text(schemas.SdlOf(dialect), "text/plain", Encoding.UTF8));
    }

    private static async Task AnswerFailuresAsync(HttpContext context, RequestDelegate next, ProcessReadiness readiness, ILogger log)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has disconnected and reads no answer.
        }
        catch (ConnectionResetException)
        {
            // The caller disconnected in the middle of its request.
        }
        catch (BodyTooLargeException tooLarge)
        {
            await JsonErrors.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, HttpErrorCode.PayloadTooLarge,
                $"The body is larger than {tooLarge.Limit} bytes, the limit of Api:MaxBodyBytes. Send less in one request.");
        }
        catch (MalformedRequestException malformed)
        {
            await JsonErrors.WriteAsync(context, StatusCodes.Status400BadRequest, HttpErrorCode.BadRequest, malformed.Message);
        }
        catch (RefusedException refused) when (!context.Response.HasStarted)
        {
            var path = refused.Refusal.Path is { } given ? InputPaths.OfBody(given) : null;
            await JsonErrors.WriteAsync(context, refused.Status, refused.Refusal with { Path = path });
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
        catch (OperationCanceledException) when (!readiness.IsReady && !context.Response.HasStarted)
        {
            await UnavailableAsync(context, readiness);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            log.RequestFailed(failure, context.Request.Method, context.Request.Path, CallerIdentity.TraceOf(context.Request));
            await JsonErrors.WriteAsync(context, StatusCodes.Status500InternalServerError, HttpErrorCode.Internal,
                "The server failed; its log says why.");
        }
    }

    private static Task GateAsync(HttpContext context, RequestDelegate next, ProcessReadiness readiness) =>
        readiness.IsReady || HealthPort.IsOpen(context.Request.Path)
            ? next(context)
            : UnavailableAsync(context, readiness);

    private static Task UnavailableAsync(HttpContext context, ProcessReadiness readiness)
    {
        var refusal = new Refusal(HttpErrorCode.Unavailable, readiness.Reason, Retriable: true);
        return JsonErrors.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, refusal);
    }

    /// <summary>Adds a body to the refusals of the router, which have none.</summary>
    private static Task ExplainAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => JsonErrors.WriteAsync(context, StatusCodes.Status404NotFound, HttpErrorCode.NotFound,
            $"There is nothing under {context.Request.Path}; GraphQL is at {GraphQLPath}, plain HTTP at /v1 (/v1/openapi.json)."),
        StatusCodes.Status405MethodNotAllowed => JsonErrors.WriteAsync(
            context, StatusCodes.Status405MethodNotAllowed, HttpErrorCode.MethodNotAllowed,
            $"{context.Request.Path} does not allow {context.Request.Method}; it allows {context.Response.Headers.Allow}."),
        StatusCodes.Status415UnsupportedMediaType => JsonErrors.WriteAsync(
            context, StatusCodes.Status415UnsupportedMediaType, HttpErrorCode.UnsupportedMediaType, JsonBody.NotJson(context.Request)),
        var status => JsonErrors.WriteAsync(context, status, HttpErrorCode.BadRequest, $"The request was refused with status {status}."),
    };

    private static Task WriteAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }
}
