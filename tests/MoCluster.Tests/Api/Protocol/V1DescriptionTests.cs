using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MoCluster.History.Workload;
using MoCluster.Silo.Api.V1;
using MoCluster.Silo.Api.V1.Events;
using MoCluster.Silo.Security;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Protocol;

/// <summary><c>/v1/openapi.json</c> describes the endpoints, and the endpoints do what it says.</summary>
public sealed class V1DescriptionTests(SharedSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_describes_every_endpoint_with_its_body_and_answer()
    {
        var (document, endpoints) = await DescribeAsync();
        Assert.StartsWith("3.1", (string)document["openapi"]!, StringComparison.Ordinal);
        Assert.Equal(
            endpoints.Select(endpoint => endpoint.RoutePattern.RawText!).Order(StringComparer.Ordinal),
            document["paths"]!.AsObject().Select(path => path.Key).Order(StringComparer.Ordinal));
        foreach (var endpoint in endpoints)
        {
            var method = endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single().ToLowerInvariant();
            var operation = document["paths"]![endpoint.RoutePattern.RawText!]![method]!;
            Assert.Equal(endpoint.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName, (string)operation["operationId"]!);
            Assert.NotEmpty((string)operation["summary"]!);
            Assert.Equal(
                endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name),
                (operation["parameters"]?.AsArray() ?? []).Where(parameter => (string)parameter!["in"]! == "path").Select(parameter => (string)parameter!["name"]!));
            if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is { RequestType: { } accepted, ContentTypes: [var contentType] })
            {
                Assert.Equal(ReferenceTo(accepted), (string)operation["requestBody"]!["content"]![contentType]!["schema"]!["$ref"]!);
                AssertDescribes(accepted, document);
            }
            else
            {
                Assert.Equal("get", method);
                Assert.Null(operation["requestBody"]);
            }
            Assert.All(operation["parameters"]?.AsArray() ?? [], parameter => Assert.NotEmpty((string)parameter!["description"]!));
            var answered = endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().Single(answer => answer.StatusCode == 200);
            Assert.Equal(
                ReferenceTo(answered.Type!), (string)operation["responses"]!["200"]!["content"]![answered.ContentTypes.Single()]!["schema"]!["$ref"]!);
            AssertDescribes(answered.Type!, document);
            Assert.Equal(
                ["200", "400", "401", "403", "404", "409", "413", "415", "503", "504", "default"],
                operation["responses"]!.AsObject().Select(response => response.Key));
        }
    }

    [Fact]
    public async Task Every_endpoint_needs_a_role()
    {
        var (_, endpoints) = await DescribeAsync();
        Assert.All(endpoints, endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<RequiredRole>()));
    }

    [Fact]
    public async Task Limits_that_are_settings_appear_as_configured()
    {
        var (document, _) = await DescribeAsync("Api:MaxFetchLength=7", "Api:MaxWait=00:00:05", "Api:MaxBatchLength=9");
        JsonNode Property(string schema, string name) => document["components"]!["schemas"]![schema]!["properties"]![name]!;
        Assert.Equal((1, 7), ((int)Property("Fetch", "limit")["minimum"]!, (int)Property("Fetch", "limit")["maximum"]!));
        Assert.Equal((0, 5), ((int)Property("Fetch", "wait_seconds")["minimum"]!, (int)Property("Fetch", "wait_seconds")["maximum"]!));
        Assert.Equal(7, (int)Property("Window", "window")["maximum"]!);
        Assert.Equal((1, 9), ((int)Property("Publication", "events")["minItems"]!, (int)Property("Publication", "events")["maxItems"]!));
        Assert.Equal(9, (int)Property("Tokens", "tokens")["maxItems"]!);
        Assert.Equal(30 * 24 * 3600, (int)Property("Nack", "delay_seconds")["maximum"]!);
        Assert.Equal(12 * 3600, (int)Property("Touch", "lease_seconds")["maximum"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tokens_are_required_where_there_is_authentication(bool isAuthenticated)
    {
        var (document, _) = await DescribeAsync(isAuthenticated ? ["Authentication:Authority=https://issuer.example/", "Authentication:Audience=mocluster"] : []);
        if (isAuthenticated)
        {
            Assert.Equal("""[{"bearer":[]}]""", document["security"]!.ToJsonString());
            Assert.Equal("bearer", (string)document["components"]!["securitySchemes"]!["bearer"]!["scheme"]!);
        }
        else
        {
            Assert.Null(document["security"]);
            Assert.Null(document["components"]!["securitySchemes"]);
        }
    }

    [Fact]
    public async Task It_is_served_to_HEAD_without_its_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/v1/openapi.json");
        using var response = await (await silo.RunAsync()).Http.SendAsync(request, Cancellation);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal("", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Answers_match_their_schemas()
    {
        var queue = await QueueApi.PrepareAsync((await silo.RunAsync()).Http);
        var schemas = await SchemasAsync(queue.Http);
        var events = new object[] { new { routing_key = "r", subject = "s", priority = 3, key = "k" }, new { routing_key = "r", subject = "t" } };
        await CheckAsync("Numbers", $"/v1/namespaces/{queue.Space}/events", new { events });
        await queue.ListAsync(2);
        var fetched = await CheckAsync("Deliveries", $"/v1/listeners/{queue.Listener}/fetch", new { limit = 5, wait_seconds = 30 });
        var tokens = fetched["events"]!.AsArray().Select(item => (string)item!["token"]!).ToArray();
        Assert.Equal(2, tokens.Length);
        await CheckAsync("Leases", "/v1/touch", new { events = tokens.Select(token => new { token, lease_seconds = 60 }) });
        await CheckAsync("Stood", "/v1/nack", new { events = new[] { new { token = tokens[0], delay_seconds = 0 } } });
        await CheckAsync("Stood", "/v1/park", new { events = new[] { new { token = tokens[1], reason = "broken" } } });
        await CheckAsync("Leases", "/v1/touch", new { events = tokens.Select(token => new { token }) });
        await CheckAsync("Acknowledged", "/v1/acknowledge", new { tokens });
        await CheckAsync("Paused", $"/v1/listeners/{queue.Listener}/pause", new { });
        await CheckAsync("Paused", $"/v1/listeners/{queue.Listener}/pause", new { reason = "Work." });
        await CheckAsync("Resumed", $"/v1/listeners/{queue.Listener}/resume", new { });
        await CheckAsync("Errors", "/v1/acknowledge", new { tokens = Enumerable.Repeat("nonsense", 1) });

        // The check itself fails on a wrong answer.
        fetched["events"]![0]!["leased_until"] = "tomorrow";
        Assert.False(Matches(schemas, "Deliveries", fetched));

        async Task<JsonNode> CheckAsync(string schema, string path, object body)
        {
            using var response = await queue.Http.PostAsJsonAsync(path, body, Cancellation);
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
            Assert.True(Matches(schemas, schema, answer), $"{schema}: {answer.ToJsonString()}");
            return answer;
        }
    }

    private static async Task<JsonNode> SchemasAsync(HttpClient http)
    {
        var document = JsonNode.Parse(await http.GetStringAsync("/v1/openapi.json", Cancellation))!;

        // A JSON schema keeps its definitions elsewhere than an OpenAPI document.
        return JsonNode.Parse(document["components"]!["schemas"]!.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal))!;
    }

    private static bool Matches(JsonNode schemas, string schema, JsonNode answer)
    {
        var root = JsonSchema.FromText(new JsonObject { ["$ref"] = $"#/$defs/{schema}", ["$defs"] = schemas.DeepClone() }.ToJsonString());
        return root.Evaluate(JsonSerializer.SerializeToElement(answer), new EvaluationOptions { RequireFormatValidation = true }).IsValid;
    }

    /// <summary>The description of a process that serves nothing, and the endpoints from which it is made.</summary>
    private static async Task<(JsonNode Document, RouteEndpoint[] Endpoints)> DescribeAsync(params string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        ApiSchema.AddTo(builder.Services, settings).AddV1();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapV1();
        await app.StartAsync(Cancellation);
        using var http = SiloRun.CreateClient(new Uri(app.Urls.First()));
        var document = JsonNode.Parse(await http.GetStringAsync("/v1/openapi.json", Cancellation))!;
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Cast<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointGroupNameMetadata>()?.EndpointGroupName == V1Description.Name).ToArray();
        Assert.Equal(20, endpoints.Length);
        return (document, endpoints);
    }

    private static string ReferenceTo(Type type) => $"#/components/schemas/{type.Name[2..]}";

    /// <summary>The description of a property. One of another schema that may be null has it beside the reference.</summary>
    private static string? DescriptionOf(JsonNode property) =>
        (string?)property["description"] ?? (string?)property["oneOf"]?.AsArray().Select(one => one!["description"]).SingleOrDefault(description => description is not null);

    /// <summary>Asserts that the schema has every property of a type, each with a description.</summary>
    private static void AssertDescribes(Type type, JsonNode document)
    {
        var properties = document["components"]!["schemas"]![type.Name[2..]]!["properties"]?.AsObject() ?? [];
        Assert.Equal(
            type.GetProperties().Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)).Order(StringComparer.Ordinal),
            properties.Select(property => property.Key).Order(StringComparer.Ordinal));
        Assert.All(properties, property => Assert.NotEmpty(DescriptionOf(property.Value!) ?? ""));
        foreach (var item in type.GetProperties().SelectMany(property => property.PropertyType.GetGenericArguments()).Where(item => item.Namespace == typeof(V1Event).Namespace))
            AssertDescribes(item, document);
    }
}
