using System.Text.Json;
using Microsoft.Net.Http.Headers;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>Serves GraphQL schemas over HTTP, by the GraphQL-over-HTTP specification (draft of 2025).</summary>
/// <param name="schemas">The schemas.</param>
/// <param name="requests">Makes the requests of the application layer.</param>
/// <param name="options">Limits the size of bodies.</param>
internal sealed class GraphQLEndpoint(DialectSchemas schemas, ApiRequestFactory requests, ApiOptions options)
{
    /// <summary>Answers a POST, which may hold any operation in a JSON body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="dialect">Says against which schema the operation runs.</param>
    public async Task PostAsync(HttpContext context, Dialect dialect)
    {
        if (await ChooseAnswerAsync(context, dialect) is not { } answer)
            return;
        var executor = schemas.ExecutorOf(dialect);
        using var body = GraphQLRequestReader.ReadJson(await JsonBody.ReadAsync(context, options.MaxBodyBytes));
        var prepared = executor.Prepare(GraphQLRequestReader.Read(body.RootElement));
        await RunAsync(context, dialect, prepared, answer);
    }

    /// <summary>Answers a GET, which may hold a query that only reads, in the query string.</summary>
    /// <param name="context">The request.</param>
    /// <param name="dialect">Says against which schema the operation runs.</param>
    public async Task GetAsync(HttpContext context, Dialect dialect)
    {
        if (await ChooseAnswerAsync(context, dialect) is not { } answer)
            return;
        var executor = schemas.ExecutorOf(dialect);
        var documents = new List<JsonDocument>();
        try
        {
            var prepared = executor.Prepare(GraphQLRequestReader.Read(context.Request.Query, documents));
            if (prepared.Operation is { } operation && RefusedByGet(operation) is { } reason)
            {
                context.Response.Headers.Allow = HttpMethods.Post;
                await JsonErrors.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, HttpErrorCode.MethodNotAllowed, reason);
                return;
            }

            await RunAsync(context, dialect, prepared, answer);
        }
        finally
        {
            documents.ForEach(document => document.Dispose());
        }
    }

    private static string? RefusedByGet(PreparedOperation operation)
    {
        if (operation.Kind != OperationKind.Query)
            return "GET runs queries only; send this mutation by POST.";
        return operation.RootFields.FirstOrDefault(field => field.Tags.Contains(FieldTags.Leases)) is { } leasing
            ? $"GET only reads, and {leasing.Name} leases events to its caller; send it by POST."
            : null;
    }

    /// <summary>Chooses the media type of the answer. OS2mo's versions answer JSON with status 200, whatever the caller accepts, as OS2mo does.</summary>
    private static async Task<string?> ChooseAnswerAsync(HttpContext context, Dialect dialect)
    {
        if (!dialect.IsOwn)
            return MediaTypes.Json;
        if (MediaTypes.Choose(context.Request, MediaTypes.Json, MediaTypes.GraphQLResponse) is { } answer)
            return answer;
        await JsonErrors.WriteAsync(context, StatusCodes.Status406NotAcceptable, HttpErrorCode.NotAcceptable,
            $"The answer can be {MediaTypes.GraphQLResponse} or {MediaTypes.Json}; the Accept header allows neither.");
        return null;
    }

    private async Task RunAsync(HttpContext context, Dialect dialect, PreparedRequest prepared, string answer)
    {
        var request = requests.Of(context, RequestParameters.IsTriggerless(context.Request)) with { ListsAreWhole = !dialect.IsOwn };
        var result = await schemas.ExecutorOf(dialect).ExecuteAsync(prepared, request, context.RequestAborted);
        context.Response.StatusCode = answer == MediaTypes.GraphQLResponse && result.IsRequestError
            ? StatusCodes.Status400BadRequest
            : StatusCodes.Status200OK;
        context.Response.ContentType = $"{answer}; charset=utf-8";
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        result.WriteTo(context.Response.BodyWriter);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
