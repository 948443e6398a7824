using System.Buffers;
using System.Text.Json;
using MoCluster.GraphQL;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL;

namespace MoCluster.Benchmarks;

/// <summary>
/// Measures the GraphQL part of a request by itself, from the read body to the written answer. The fields have the same types as in the
/// silo and are asynchronous as there, but have their values immediately.
/// </summary>
internal static class ExecutorAlone
{
    private const int Requests = 200_000;
    private const int FirstRequests = 10_000;

    /// <summary>Measures one request, with and without the cache of documents.</summary>
    /// <param name="report">Receives the figures.</param>
    /// <param name="name">The name of the request in the report.</param>
    /// <param name="query">The document.</param>
    /// <param name="variables">The variables.</param>
    /// <param name="server">The processor time that the server needs for the whole request.</param>
    public static async Task RunAsync(Report report, string name, string query, JsonElement variables, TimeSpan server)
    {
        var schema = SchemaWith(variables);
        var kept = new GraphQLExecutor(schema);
        var request = new GraphQLRequest { Query = query, Variables = variables };
        await MeasureAsync(kept, request, Requests / 4);
        var used = await MeasureAsync(kept, request, Requests);
        report.Figure($"{name}: allocated by GraphQL", used.Bytes / (double)Requests, "B/request", $"{name}: allocated by the server");
        report.Figure($"{name}: CPU of GraphQL", used.Cpu.TotalMicroseconds / Requests, "µs/request", $"{name}: CPU of the server");

        // Without the cache of documents, each request is parsed and validated.
        var first = new GraphQLExecutor(schema, new ExecutorOptions { CachedDocuments = 0 });
        await MeasureAsync(first, request, FirstRequests);
        used = await MeasureAsync(first, request, FirstRequests);
        report.Figure($"{name}: CPU of GraphQL, document not kept", used.Cpu.TotalMicroseconds / FirstRequests, "µs/request", $"{name}: CPU of GraphQL");
    }

    private static Task<Used> MeasureAsync(GraphQLExecutor executor, GraphQLRequest request, int count) => Task.Run(async () =>
    {
        var output = new ArrayBufferWriter<byte>();
        var before = Used.ByThisProcess();
        for (var i = 0; i < count; i++)
        {
            var result = await executor.ExecuteAsync(request);
            if (!result.Errors.IsEmpty)
                throw new InvalidOperationException(result.ToJson());
            output.ResetWrittenCount();
            result.WriteTo(output);
        }

        return Used.ByThisProcess().Since(before);
    });

    private static Schema SchemaWith(JsonElement variables)
    {
        var (uuid, subject) = (Guid.NewGuid(), Subject.Next());
        var token = variables.TryGetProperty("t", out var given) ? given.GetString() : new string('t', 100);
        var schema = new SchemaBuilder();
        schema.Scalar(Scalars.Uuid);
        schema.Scalar(EventTokenScalar.Scalar);
        var type = schema.Object("Event");
        type.Field("uuid", "UUID!").Resolve<object>(_ => uuid);
        type.Field("subject", "String!").Resolve<object>(_ => subject);
        type.Field("token", "EventToken!").Resolve<object>(_ => token);
        schema.Input("EventFilter").Field("listener", "UUID!");
        schema.Object("Query").Field("event_fetch", "Event")
            .Argument("filter", "EventFilter!").Argument("wait_seconds", "Float!", defaultLiteral: "0")
            .ResolveAsync(async context =>
            {
                _ = context.Argument<InputObject>("filter")!.Get<Guid>("listener");
                await Task.Yield();
                return schema;
            });
        schema.Object("Mutation").Field("event_acknowledge", "Boolean").Argument("input", "EventToken!")
            .ResolveAsync(async context =>
            {
                _ = context.Argument<object>("input");
                await Task.Yield();
                return (object?)true;
            });
        return schema.Build();
    }
}
