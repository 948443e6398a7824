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
/// The description of <c>/v1</c> (OpenAPI 3.1), made from the endpoints, the types of their bodies and answers, and the documentation of both.
/// Here stands what those do not tell: limits that are settings, errors, and who may call.
/// </summary>
internal static class V1Description
{
    /// <summary>The name of the document, and of the group of endpoints that it tells of.</summary>
    public const string Name = "v1";

    private const string Bearer = "bearer";
    private const string Errors = "Errors";

    private const string About =
        "Events over plain HTTP. Namespaces and listeners are declared over GraphQL, at /graphql. Where authentication is configured, a request "
        + "without a bearer token that holds is answered with 401, and one whose token lacks the role with 403.";

    /// <summary>What is answered where a request is refused: the status, the name of the answer among the components, and what it means.</summary>
    private static readonly (int Status, string Name, string Meaning)[] Refusals =
    [
        (400, "BadRequest", "The request is not as it must be; extensions.path says where. Nothing was changed."),
        (401, "Unauthorized", "The request shows no token, or one that does not hold; the header WWW-Authenticate says why. Nothing was changed."),
        (403, "Forbidden", "The caller lacks the role, or is not the owner. Nothing was changed."),
        (404, "NotFound", "The namespace or the listener does not exist, or is another's. Nothing was changed."),
        (409, "Conflict", "It conflicts with what there is, such as another request under the same Idempotency-Key, or a suspended listener. Nothing was changed."),
        (413, "PayloadTooLarge", "The body is larger than Api:MaxBodyBytes. Nothing was changed."),
        (415, "UnsupportedMediaType", "The body does not come as application/json in UTF-8, or is compressed. Nothing was changed."),
        (503, "Unavailable", "It cannot be served now; Retry-After says when to ask again."),
        (504, "OutcomeUnknown", "No answer in time, so that the outcome is unknown: send the same request again, with the same Idempotency-Key where there was one."),
    ];

    /// <summary>Adds what makes the description.</summary>
    /// <param name="services">The services of the process.</param>
    public static IServiceCollection AddV1Description(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = endpoint => endpoint.GroupName == Name;
        options.CreateSchemaReferenceId = NameOf;
        options.AddSchemaTransformer((schema, context, _) => Told(() => Refine(schema, context)));
        options.AddOperationTransformer((operation, context, _) => Told(() => Refine(operation, context.Document!)));
        options.AddDocumentTransformer((document, context, _) => Told(() => Complete(document, context.ApplicationServices)));
    });

    /// <summary>Adds the description's own path.</summary>
    /// <param name="app">The application.</param>
    public static void MapV1Description(this IEndpointRouteBuilder app) =>
        app.MapOpenApi($"{V1Api.Root}/openapi.json").Add(endpoint => endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head])));

    /// <summary>Tells that an endpoint takes the header <c>Idempotency-Key</c>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static RouteHandlerBuilder TakesIdempotencyKey(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) => Told(() => (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = RequestHeaders.IdempotencyHeader,
            In = ParameterLocation.Header,
            Required = false,
            Description = "Makes it safe to repeat: what was published under it is answered, for a week.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKey.MaxLength },
        })));

    /// <summary>Tells how endpoints refuse: in one form, whatever is wrong.</summary>
    /// <param name="endpoints">The endpoints.</param>
    public static RouteGroupBuilder TellsErrors(this RouteGroupBuilder endpoints) =>
        endpoints.WithMetadata(new ProducesDefaultResponseTypeAttribute(typeof(ErrorList)));

    /// <summary>The name of a type's schema: that of the type without the prefix that the types of this folder have.</summary>
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

        // What is left out where it is null is never null.
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
        // What is said of the parameters of a method that are no part of a request would stand here. The schema says what the body is.
        operation.RequestBody!.Description = null;
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

        // Whoever reads this knows the address; the one by which a request came in may be that of a proxy.
        document.Servers = null;
        var errors = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Errors, document) };
        foreach (var (_, name, meaning) in Refusals)
            document.AddComponent(name, new OpenApiResponse { Description = meaning, Content = new Dictionary<string, OpenApiMediaType> { [MediaTypes.Json] = errors } });
        if (!services.GetRequiredService<AuthenticationSettings>().IsConfigured)
            return;
        document.AddComponent(Bearer, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, BearerFormat = "JWT" });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
    }

    private static Task Told(Action tell)
    {
        tell();
        return Task.CompletedTask;
    }
}
