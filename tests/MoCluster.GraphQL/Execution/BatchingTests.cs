using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Tests.Execution;

/// <summary>Which keys share a loader batch.</summary>
public sealed class BatchingTests
{
    /// <summary>A loader of texts by numbers that records its calls, and answers synchronously or asynchronously.</summary>
    private sealed class Recorder
    {
        private readonly Lock _lock = new();

        public Recorder(string name, bool waits, int maxBatchSize = 1_000)
        {
            Loader = new BatchLoader<int, string>(name, LoadAsync, maxBatchSize);
            Waits = waits;
        }

        public BatchLoader<int, string> Loader { get; }

        public List<int[]> Calls { get; } = [];

        public Func<int, string?> Value { get; init; } = key => $"v{key}";

        private bool Waits { get; }

        private async ValueTask<IReadOnlyDictionary<int, string>> LoadAsync(IReadOnlyList<int> keys, BatchContext context)
        {
            lock (_lock)
                Calls.Add([.. keys]);
            if (Waits)
                await Task.Yield();
            return keys.Where(k => Value(k) is not null).ToDictionary(k => k, k => Value(k)!);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_list_of_a_thousand_objects_is_loaded_with_one_call_per_level(bool waits)
    {
        var parents = new Recorder("parents", waits);
        var types = new Recorder("types", waits);
        var schema = new SchemaBuilder();
        var unit = schema.Object("Unit");
        unit.Field("key", "Int!").Resolve<int>(k => k);
        unit.Field("parent", "Parent!").ResolveAsync(
            async context => await context.LoadAsync(parents.Loader, context.GetSource<int>() % 500));
        unit.Field("type", "Parent!").Load<int, int, string>(types.Loader, k => k);
        var parent = schema.Object("Parent");
        parent.Field("name", "String!").Resolve<string>(s => s);
        parent.Field("above", "Parent").ResolveAsync(
            context => context.LoadAsync(parents.Loader, 10_000 + context.GetSource<string>().Length));
        schema.Object("Query").Field("units", "[Unit!]!").Resolve(_ => Enumerable.Range(0, 1_000));

        var result = await Run.ResultAsync(schema.Build(), "{ units { key parent { name above { name } } type { name } } }");

        Assert.Empty(result.Errors);
        Assert.Equal([500, 3], parents.Calls.Select(c => c.Length));
        Assert.Equal([1_000], types.Calls.Select(c => c.Length));
        Assert.Contains("""{"key":999,"parent":{"name":"v499","above":{"name":"v10004"}},"type":{"name":"v999"}}""", result.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Loader_batches_are_the_same_every_time_whatever_finishes_first(bool waits)
    {
        for (var round = 0; round < 50; round++)
        {
            var random = new Random(round);
            var first = new Recorder("first", waits);
            var schema = new SchemaBuilder();
            var type = schema.Object("T");
            type.Field("name", "String").ResolveAsync(async context =>
            {
                // Some fields wait for something else before they load. The loader batch waits for them.
                for (var i = random.Next(3); i > 0; i--)
                    await Task.Yield();
                return await context.LoadAsync(first.Loader, context.GetSource<int>());
            });
            type.Field("twice", "String").ResolveAsync(async context =>
            {
                var once = await context.LoadAsync(first.Loader, context.GetSource<int>() + 1_000);
                return await context.LoadAsync(first.Loader, 50_000 + once!.Length);
            });
            schema.Object("Query").Field("list", "[T!]!").ResolveAsync(async _ =>
            {
                await Task.Yield();
                return Enumerable.Range(0, 20);
            });

            var result = await Run.ResultAsync(schema.Build(), "{ a: list { name twice } b: list { name } }");

            Assert.Empty(result.Errors);
            Assert.Equal(2, first.Calls.Count);
            Assert.Equal(40, first.Calls[0].Length);
            Assert.Equal([50_005], first.Calls[1]);
        }
    }

    [Fact]
    public async Task A_key_is_loaded_once_and_a_missing_one_is_null()
    {
        var recorder = new Recorder("numbers", waits: true) { Value = key => key == 7 ? null : $"v{key}" };
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("f", "String").Argument("k", "Int!")
            .ResolveAsync(context => context.LoadAsync(recorder.Loader, context.Argument<int>("k")));
        schema.Object("Query").Field("many", "[String]").ResolveAsync(async context =>
        {
            await context.LoadAsync(recorder.Loader, 1);
            return await context.LoadManyAsync(recorder.Loader, [1, 7, 8, 1]);
        });
        Assert.Equal(
            """{"data":{"a":"v1","b":"v1","c":null,"many":["v1",null,"v8","v1"]}}""",
            await Run.JsonAsync(schema.Build(), "{ a: f(k: 1) b: f(k: 1) c: f(k: 7) many }"));
        Assert.Equal([[1, 7], [8]], recorder.Calls);
    }

    [Fact]
    public async Task Large_loader_batches_are_split_into_concurrent_calls()
    {
        var recorder = new Recorder("numbers", waits: false, maxBatchSize: 400);
        var schema = new SchemaBuilder();
        schema.Object("T").Field("v", "String").Load<int, int, string>(recorder.Loader, k => k);
        schema.Object("Query").Field("list", "[T!]!").Resolve(_ => Enumerable.Range(0, 1_000));
        var result = await Run.ResultAsync(schema.Build(), "{ list { v } }");
        Assert.Empty(result.Errors);
        Assert.Equal([400, 400, 200], recorder.Calls.Select(c => c.Length));
    }

    [Fact]
    public async Task A_failing_loader_fails_its_fields_and_is_reported_once()
    {
        var loader = new BatchLoader<int, string>("broken", (_, _) => throw new InvalidOperationException("the store is gone"));
        var refusing = new BatchLoader<int, string>("refusing", async (_, _) =>
        {
            await Task.Yield();
            throw new GraphQLException("not for you", "FORBIDDEN");
        });
        var schema = new SchemaBuilder();
        var type = schema.Object("T");
        type.Field("broken", "String").Load<int, int, string>(loader, k => k);
        type.Field("refused", "String").Load<int, int, string>(refusing, k => k);
        type.Field("fine", "Int").Resolve<int>(k => k);
        schema.Object("Query").Field("list", "[T!]!").Resolve(_ => Enumerable.Range(0, 3));
        var reported = new List<Exception>();
        var options = new ExecutorOptions { OnUnhandled = (exception, _) => reported.Add(exception) };

        var result = await Run.ResultAsync(schema.Build(), "{ list { broken refused fine } }", options: options);

        Assert.Equal("the store is gone", Assert.Single(reported).Message);
        Assert.Equal(3, result.Errors.Count(e => e is { Message: "Internal error", Code: ErrorCodes.Internal }));
        Assert.Equal(3, result.Errors.Count(e => e is { Message: "not for you", Code: "FORBIDDEN" }));
        Assert.EndsWith("""{"broken":null,"refused":null,"fine":2}]}}""", result.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loader_that_answers_null_fails_its_fields_and_does_not_block_the_request()
    {
        var loader = new BatchLoader<int, string>("forgetful", (_, _) => new((IReadOnlyDictionary<int, string>)null!));
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("f", "String").ResolveAsync(context => context.LoadAsync(loader, 1));
        var reported = new List<Exception>();
        var result = await Run.ResultAsync(schema.Build(), "{ f }", options: new ExecutorOptions { OnUnhandled = (e, _) => reported.Add(e) });
        Assert.Equal("Internal error", Assert.Single(result.Errors).Message);
        Assert.Equal("The loader \"forgetful\" answered null.", Assert.Single(reported).Message);
    }

    [Fact]
    public async Task Root_fields_of_a_mutation_do_not_see_what_earlier_ones_loaded()
    {
        var state = "before";
        var recorder = new Recorder("state", waits: true) { Value = _ => state };
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("x", "Int").Resolve(_ => 1);
        schema.Object("Mutation").Field("read", "String").ResolveAsync(context => context.LoadAsync(recorder.Loader, 1));
        schema.Object("Mutation").Field("write", "String").Argument("to", "String").ResolveAsync(async context =>
        {
            await context.LoadAsync(recorder.Loader, 1);
            return state = context.Argument<string>("to")!;
        });
        Assert.Equal(
            """{"data":{"a":"before","write":"after","b":"after"}}""",
            await Run.JsonAsync(schema.Build(), "mutation { a: read write(to: \"after\") b: read }"));
        Assert.Equal(3, recorder.Calls.Count);
    }

    [Fact]
    public async Task A_load_that_is_not_awaited_does_not_block_the_request()
    {
        var recorder = new Recorder("numbers", waits: true);
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("f", "Int").Resolve(context =>
        {
            _ = context.LoadAsync(recorder.Loader, 1).AsTask();
            return 5;
        });
        schema.Object("Query").Field("g", "String").ResolveAsync(context => context.LoadAsync(recorder.Loader, 2));
        Assert.Equal("""{"data":{"f":5}}""", await Run.JsonAsync(schema.Build(), "{ f }"));
        Assert.Empty(recorder.Calls);
        Assert.Equal("""{"data":{"f":5,"g":"v2"}}""", await Run.JsonAsync(schema.Build(), "{ f g }"));
    }

    [Fact]
    public async Task Loaders_see_the_request()
    {
        object? seen = null;
        var loader = new BatchLoader<int, int>("seeing", (keys, context) =>
        {
            seen = context.Request;
            return new(keys.ToDictionary(k => k));
        });
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("f", "Int").ResolveAsync(async context => (object?)await context.LoadAsync(loader, 1));
        await Run.JsonAsync(schema.Build(), "{ f }", data: "the request");
        Assert.Equal("the request", seen);
    }
}
