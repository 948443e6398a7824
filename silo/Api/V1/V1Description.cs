using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using MoCluster.GrainInterfaces;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.V1;

/// <summary>
/// Makes the OpenAPI 3.1 document of <c>/v1</c> from the endpoints, the types of their bodies and answers, and the documentation of both. This
/// class adds what these do not declare: limits that are settings, errors, and authentication.
/// </summary>
internal static class V1Description
{
    /// <summary>The name of the document, and of the group of endpoints in it.</summary>
    public const string Name = "v1";

    private const string Bearer = "bearer";
    private const string Errors = "Errors";

    private const string About =
        "Events, and export and import of objects, over plain HTTP. Namespaces and listeners are declared over GraphQL, at /graphql. If authentication is configured, a request "
        + "without a valid bearer token is refused with 401, and one whose token lacks the role with 403.";

    /// <summary>The refusals: the status, the name of the response component, and the meaning.</summary>
    private static readonly (int Status, string Name, string Meaning)[] Refusals =
    [
        (400, "BadRequest", "The request is invalid; extensions.path says where. Nothing was changed."),
        (401, "Unauthorized", "The request has no token or an invalid one; the header WWW-Authenticate says why. Nothing was changed."),
        (403, "Forbidden", "The caller lacks the role, or is not the owner. Nothing was changed."),
        (404, "NotFound", "The namespace or the listener does not exist or has another owner. Nothing was changed."),
        (409, "Conflict", "The request conflicts with the state, for example with another request under the same Idempotency-Key or a suspended listener. Nothing was changed."),
        (413, "PayloadTooLarge", "The body is larger than Api:MaxBodyBytes. Nothing was changed."),
        (415, "UnsupportedMediaType", "The body is not application/json in UTF-8, or is compressed. Nothing was changed."),
        (503, "Unavailable", "The request cannot be served now; Retry-After says when to try again."),
        (504, "OutcomeUnknown", "There was no answer in time, so the outcome is unknown. Send the same request again, with the same Idempotency-Key if it had one."),
    ];

    /// <summary>Adds the services that make the document.</summary>
    /// <param name="services">The services of the process.</param>
    public static IServiceCollection AddV1Description(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = endpoint => endpoint.GroupName == Name;
        options.CreateSchemaReferenceId = NameOf;
        options.AddSchemaTransformer((schema, context, _) => Done(() => Refine(schema, context)));
        options.AddOperationTransformer((operation, context, _) => Done(() => Refine(operation, context.Document!)));
        options.AddDocumentTransformer((document, context, _) => Done(() => Complete(document, context.ApplicationServices)));
    });

    /// <summary>Maps the path of the document.</summary>
    /// <param name="app">The application.</param>
    public static void MapV1Description(this IEndpointRouteBuilder app) =>
        app.MapOpenApi($"{V1Api.Root}/openapi.json").Add(endpoint => endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head])));

    /// <summary>Declares that an endpoint takes the header <c>Idempotency-Key</c>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static RouteHandlerBuilder TakesIdempotencyKey(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) => Done(() => (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = RequestHeaders.IdempotencyHeader,
            In = ParameterLocation.Header,
            Required = false,
            Description = "Makes the request safe to repeat. For a week, a repeated request under the same key gets the result of the first.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKey.MaxLength },
        })));

    /// <summary>Declares that an endpoint takes a parameter that is 1 for yes and 0, or left out, for no.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="description">What yes means.</param>
    public static RouteHandlerBuilder TakesSwitch(this RouteHandlerBuilder endpoint, string name, string description) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) => Done(() => (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Query,
            Required = false,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0", Maximum = "1" },
        })));

    /// <summary>Declares the form of all refusals of endpoints.</summary>
    /// <param name="endpoints">The endpoints.</param>
    public static RouteGroupBuilder TellsErrors(this RouteGroupBuilder endpoints) =>
        endpoints.WithMetadata(new ProducesDefaultResponseTypeAttribute(typeof(ErrorList)));

    /// <summary>The name of the schema of a type: the name of the type without the prefix V1.</summary>
    private static string? NameOf(JsonTypeInfo type)
    {
        var name = type.Type == typeof(ErrorList) ? Errors : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return name?.StartsWith("V1", StringComparison.Ordinal) == true ? name[2..] : name;
    }

    private static void Refine(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.ParameterDescription?.Name == "listener")
            schema.Format = "uuid";
        if (context.JsonPropertyInfo?.AttributeProvider is not { } property)
            return;

        // A property that is omitted when it is null is never null in an answer.
        if (property.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false).Length > 0)
            schema.Type &= ~JsonSchemaType.Null;
        foreach (var bounds in property.GetCustomAttributes(typeof(BoundsAttribute), inherit: false).Cast<BoundsAttribute>())
            Bound(schema, bounds.Least, context.ApplicationServices.GetRequiredService<ApiOptions>().Of(bounds.Most));
    }

    private static void Bound(OpenApiSchema schema, int least, double? most)
    {
        if (schema.Type?.HasFlag(JsonSchemaType.Array) == true)
        {
            schema.MinItems = least > 0 ? least : null;
            schema.MaxItems = (int?)most;
        }
        else
        {
            schema.Minimum = least.ToString(CultureInfo.InvariantCulture);
            schema.Maximum = most?.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static void Refine(OpenApiOperation operation, OpenApiDocument document)
    {
        // This would be the documentation of a method parameter that is not part of the request. The schema describes the body.
        if (operation.RequestBody is { } body)
            body.Description = null;
        var responses = new OpenApiResponses { ["200"] = operation.Responses!["200"] };
        foreach (var (status, name, _) in Refusals)
            responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponseReference(name, document);
        responses["default"] = operation.Responses["default"];
        responses["default"].Description = "Refused; nothing was changed.";
        operation.Responses = responses;
    }

    private static void Complete(OpenApiDocument document, IServiceProvider services)
    {
        document.Info = new OpenApiInfo { Title = "MoCluster", Version = "1", Description = About };

        // No servers: the reader of the document knows the address, and the address of this request may be that of a proxy.
        document.Servers = null;
        var errors = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Errors, document) };
        foreach (var (_, name, meaning) in Refusals)
            document.AddComponent(name, new OpenApiResponse { Description = meaning, Content = new Dictionary<string, OpenApiMediaType> { [MediaTypes.Json] = errors } });
        if (!services.GetRequiredService<AuthenticationSettings>().IsConfigured)
            return;
        document.AddComponent(Bearer, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, BearerFormat = "JWT" });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
    }

    private static Task Done(Action change)
    {
        change();
        return Task.CompletedTask;
    }
}
