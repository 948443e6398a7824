using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Tests.Execution;

/// <summary>Tests what runs concurrently, what runs one after another, and what ends an execution.</summary>
public sealed class ConcurrencyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fields_of_a_query_run_concurrently()
    {
        // Each of the two fields finishes only once the other has started.
        var started = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        var schema = new SchemaBuilder();
        for (var i = 0; i < 2; i++)
        {
            var (mine, other) = (started[i], started[1 - i]);
            schema.Object("Query").Field("f" + i, "Int").ResolveAsync(async context =>
            {
                mine.SetResult();
                await other.Task.WaitAsync(context.CancellationToken);
                return (object?)1;
            });
        }

        Assert.Equal("""{"data":{"f0":1,"f1":1}}""", await Run.JsonAsync(schema.Build(), "{ f0 f1 }"));
    }

    [Fact]
    public async Task Errors_are_in_the_order_of_the_answer_whatever_failed_first()
    {
        var failed = new TaskCompletionSource();
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("first", "Int").ResolveAsync(async context =>
        {
            await failed.Task.WaitAsync(context.CancellationToken);
            return failed.Task.IsCompleted ? throw new GraphQLException("late") : 1;
        });
        schema.Object("Query").Field("second", "Int").Resolve(_ =>
        {
            failed.SetResult();
            throw new GraphQLException("early");
        });
        var result = await Run.ResultAsync(schema.Build(), "{ first second }");
        Assert.Equal(["late", "early"], result.Errors.Select(e => e.Message));
    }

    [Fact]
    public async Task Root_fields_of_a_mutation_run_one_after_another_each_to_its_end()
    {
        var log = new List<string>();
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("x", "Int").Resolve(_ => 1);
        schema.Object("Thing").Field("below", "String").ResolveAsync(async context =>
        {
            await Task.Yield();
            log.Add("below " + context.Source);
            return (string)context.Source!;
        });
        schema.Object("Mutation").Field("make", "Thing").Argument("n", "String!").ResolveAsync(async context =>
        {
            var name = context.Argument<string>("n")!;
            log.Add("begin " + name);
            await Task.Yield();
            log.Add("end " + name);
            return name == "fails" ? throw new GraphQLException("no") : name;
        });
        var result = await Run.ResultAsync(
            schema.Build(), "mutation { a: make(n: \"1\") { below } b: make(n: \"fails\") { below } c: make(n: \"2\") { below } }");
        Assert.Equal(["begin 1", "end 1", "below 1", "begin fails", "end fails", "begin 2", "end 2", "below 2"], log);
        Assert.EndsWith("""{"a":{"below":"1"},"b":null,"c":{"below":"2"}}}""", result.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_required_root_field_that_fails_ends_the_mutation()
    {
        var ran = new List<string>();
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("x", "Int").Resolve(_ => 1);
        schema.Object("Mutation").Field("f", "Int!").Argument("n", "Int!").Resolve(context =>
        {
            ran.Add(context.Path.ToString());
            return context.Argument<int>("n") == 2 ? throw new GraphQLException("no") : 1;
        });
        var result = await Run.ResultAsync(schema.Build(), "mutation { a: f(n: 1) b: f(n: 2) c: f(n: 3) }");
        Assert.Equal(["a", "b"], ran);
        Assert.EndsWith("\"data\":null}", result.ToJson(), StringComparison.Ordinal);
        Assert.False(result.IsRequestError);
    }

    [Fact]
    public async Task Cancellation_ends_a_request_that_waits_for_a_resolver_that_ignores_it()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var entered = new TaskCompletionSource();
        var never = new TaskCompletionSource<object?>();
        var reported = new List<Exception>();
        var signal = new TaskCompletionSource();
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("deaf", "Int").ResolveAsync(async _ =>
        {
            entered.SetResult();
            return await never.Task;
        });
        var executor = new GraphQLExecutor(schema.Build(), new ExecutorOptions
        {
            OnUnhandled = (exception, _) =>
            {
                reported.Add(exception);
                signal.SetResult();
            },
        });
        var running = executor.ExecuteAsync(new GraphQLRequest { Query = "{ deaf }" }, null, cancellation.Token).AsTask();
        await entered.Task.WaitAsync(Cancel);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30), Cancel));

        // The answer cannot contain what the resolver does later, but a failure is still reported.
        never.SetException(new InvalidOperationException("late"));
        await signal.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.Equal("late", Assert.Single(reported).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_resolver_that_honours_cancellation_ends_the_request_without_an_answer(bool waits)
    {
        using var cancellation = new CancellationTokenSource();
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("f", "Int").ResolveAsync(async context =>
        {
            if (waits)
                await Task.Yield();
            await cancellation.CancelAsync();
            context.CancellationToken.ThrowIfCancellationRequested();
            return (object?)1;
        });
        var executor = new GraphQLExecutor(schema.Build(), new ExecutorOptions { OnUnhandled = (e, _) => Assert.Fail(e.ToString()) });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => executor.ExecuteAsync(new GraphQLRequest { Query = "{ f }" }, null, cancellation.Token).AsTask());
    }

    [Fact]
    public async Task A_cancellation_of_the_resolver_s_own_is_an_internal_error()
    {
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("f", "Int").Resolve(_ => throw new TaskCanceledException());
        var result = await Run.ResultAsync(schema.Build(), "{ f }");
        Assert.Equal(ErrorCodes.Internal, Assert.Single(result.Errors).Code);
    }

    [Fact]
    public async Task Exceptions_are_masked_and_reported()
    {
        var reported = new List<(Exception Exception, GraphQLError Error)>();
        var options = new ExecutorOptions { OnUnhandled = (exception, error) => reported.Add((exception, error)) };
        var schema = new SchemaBuilder();
        schema.Object("T").Field("wrongSource", "Int").Resolve<string>(s => s.Length);
        schema.Object("Query").Field("sync", "Int").Resolve(_ => throw new InvalidOperationException("secret path /etc"));
        schema.Object("Query").Field("waits", "Int").ResolveAsync(async context =>
        {
            await Task.Yield();
            return context.Argument<int>("none");
        });
        schema.Object("Query").Field("t", "T").Resolve(_ => 5);
        schema.Object("Query").Field("list", "[Int]").Resolve(_ => Enumerable.Range(0, 3).Select(i => 1 / (i - 1)));

        var result = await Run.ResultAsync(schema.Build(), "{ sync waits t { wrongSource } list }", options: options);

        Assert.Equal(["list", "sync", "t.wrongSource", "waits"], result.Errors.Select(e => e.Path!.ToString()).Order());
        Assert.All(result.Errors, e => Assert.Equal("Internal error", e.Message));
        Assert.Equal(
            ["ArgumentException", "DivideByZeroException", "InvalidCastException", "InvalidOperationException"],
            reported.Select(t => t.Exception.GetType().Name).Order());
        Assert.All(reported, t => Assert.NotNull(t.Error.Path));
        Assert.DoesNotContain("secret", result.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_executor_serves_many_requests_at_once()
    {
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("echo", "[Int!]!").Argument("n", "Int!").ResolveAsync(async context =>
        {
            await Task.Yield();
            return Enumerable.Repeat(context.Argument<int>("n"), 3);
        });
        var executor = new GraphQLExecutor(schema.Build());
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(
            async () =>
            {
                var query = i % 2 == 0 ? $"{{ echo(n: {i % 10}) }}" : "query ($n: Int!) { echo(n: $n) }";
                using var variables = System.Text.Json.JsonDocument.Parse($$"""{"n": {{i % 10}}}""");
                var request = new GraphQLRequest { Query = query, Variables = variables.RootElement };
                return (await executor.ExecuteAsync(request, null, Cancel)).ToJson();
            },
            Cancel)));
        for (var i = 0; i < answers.Length; i++)
            Assert.Equal($"{{\"data\":{{\"echo\":[{i % 10},{i % 10},{i % 10}]}}}}", answers[i]);
    }
}
