using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Tests.Execution;

/// <summary>Tests what happens to an operation that exceeds its time limit.</summary>
public sealed class DeadlineTests
{
    private const string Late = "The operation was not finished within the time that is allowed (limit MaxDuration is 00:00:10).";

    private readonly FakeTimeProvider _time = new();
    private readonly SchemaBuilder _schema = new();
    private readonly TaskCompletionSource<FieldContext> _entered = new();
    private readonly TaskCompletionSource<object?> _slow = new();
    private readonly List<Exception> _reported = [];

    public DeadlineTests()
    {
        _schema.Object("Query").Field("quick", "Int").Resolve(_ => 1);
        _schema.Object("Query").Field("slow", "Int").ResolveAsync(SlowAsync);
        _schema.Object("Query").Field("polite", "Int").ResolveAsync(async context =>
        {
            await Task.WhenAny(SlowAsync(context).AsTask(), Task.Delay(Timeout.Infinite, context.CancellationToken));
            context.CancellationToken.ThrowIfCancellationRequested();
            return (object?)2;
        });
        _schema.Object("Mutation").Field("quick", "Int").Resolve(_ => 1);
        _schema.Object("Mutation").Field("slow", "Int").ResolveAsync(SlowAsync);
        _schema.Object("Mutation").Field("ends", "Int").Resolve(_ =>
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            return 3;
        });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{ quick slow }")]
    [InlineData("{ quick polite }")]
    public async Task A_query_that_takes_too_long_is_refused_whole(string query)
    {
        var running = Start(query, Cancel);
        var context = await _entered.Task.WaitAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(10));
        var result = await running.WaitAsync(Cancel);
        var error = Assert.Single(result.Errors);
        Assert.Equal((Late, ErrorCodes.LimitExceeded), (error.Message, error.Code));
        Assert.EndsWith("\"data\":null}", result.ToJson(), StringComparison.Ordinal);
        Assert.False(result.IsRequestError);
        Assert.True(context.CancellationToken.IsCancellationRequested);
        Assert.Empty(_reported);
    }

    [Fact]
    public async Task What_is_done_just_in_time_is_answered()
    {
        var running = Start("{ quick slow }", Cancel);
        var context = await _entered.Task.WaitAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        _slow.SetResult(5);
        Assert.Equal("""{"data":{"quick":1,"slow":5}}""", (await running.WaitAsync(Cancel)).ToJson());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(context.CancellationToken.IsCancellationRequested);
    }

    [Fact]
    public async Task Root_fields_of_a_mutation_that_are_done_in_time_stay_in_the_answer()
    {
        var running = Start("mutation { a: quick b: slow c: slow d: quick }", Cancel);
        await _entered.Task.WaitAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(10));
        var result = await running.WaitAsync(Cancel);
        Assert.EndsWith("""{"a":1,"b":null,"c":null,"d":null}}""", result.ToJson(), StringComparison.Ordinal);
        Assert.Equal(
            [
                $"b: {Late} Whether this field took effect is not known.",
                $"c: {Late} This field was not started.",
                $"d: {Late} This field was not started.",
            ],
            result.Errors.Select(error => $"{error.Path}: {error.Message}"));
        Assert.All(result.Errors, error => Assert.Equal(ErrorCodes.LimitExceeded, error.Code));
    }

    [Fact]
    public async Task A_root_field_of_a_mutation_that_used_up_the_time_still_counts_as_done()
    {
        var result = await Start("mutation { ends quick }", Cancel).WaitAsync(Cancel);
        Assert.EndsWith("""{"ends":3,"quick":null}}""", result.ToJson(), StringComparison.Ordinal);
        Assert.Equal($"quick: {Late} This field was not started.", Assert.Single(result.Errors.Select(error => $"{error.Path}: {error.Message}")));
    }

    [Fact]
    public async Task A_query_that_never_waits_ends_too()
    {
        var ran = 0;
        _schema.Object("T").Field("f", "Int").Resolve(_ =>
        {
            ran++;
            _time.Advance(TimeSpan.FromSeconds(1));
            return 1;
        });
        _schema.Object("Query").Field("list", "[T]").Resolve(_ => Enumerable.Range(0, 1_000));
        var result = await Start("{ list { f } }", Cancel).WaitAsync(Cancel);
        Assert.Equal(Late, Assert.Single(result.Errors).Message);
        Assert.Equal(10, ran);
    }

    [Fact]
    public async Task Loaders_are_cancelled_when_the_time_is_over()
    {
        var seen = new TaskCompletionSource<CancellationToken>();
        var loader = new BatchLoader<int, int>("slow", async (_, context) =>
        {
            seen.SetResult(context.CancellationToken);
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new Dictionary<int, int>();
        });
        _schema.Object("Query").Field("loads", "Int").ResolveAsync(async context => (object?)await context.LoadAsync(loader, 1));
        var running = Start("{ loads }", Cancel);
        var token = await seen.Task.WaitAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Late, Assert.Single((await running.WaitAsync(Cancel)).Errors).Message);
        Assert.True(token.IsCancellationRequested);
    }

    [Fact]
    public async Task A_failure_after_the_deadline_is_still_reported()
    {
        var running = Start("{ slow }", Cancel);
        await _entered.Task.WaitAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(10));
        await running.WaitAsync(Cancel);
        _slow.SetException(new InvalidOperationException("late"));
        Assert.Equal("late", Assert.Single(_reported).Message);
    }

    [Fact]
    public async Task A_caller_who_is_gone_gets_no_answer()
    {
        using var gone = new CancellationTokenSource();
        var running = Start("{ slow }", gone.Token);
        await _entered.Task.WaitAsync(Cancel);
        await gone.CancelAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Cancel));
    }

    private Task<ExecutionResult> Start(string query, CancellationToken cancellation)
    {
        var options = new ExecutorOptions
        {
            MaxDuration = TimeSpan.FromSeconds(10),
            Time = _time,
            OnUnhandled = (exception, _) => _reported.Add(exception),
        };
        return new GraphQLExecutor(_schema.Build(), options).ExecuteAsync(new GraphQLRequest { Query = query }, null, cancellation).AsTask();
    }

    private async ValueTask<object?> SlowAsync(FieldContext context)
    {
        _entered.TrySetResult(context);
        return await _slow.Task;
    }
}
