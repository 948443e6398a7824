using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;
using MoCluster.GraphQL;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using Orleans.Runtime;

namespace MoCluster.Tests.Hosting;

/// <summary>What a caller learns when a silo ends during its call, and how long the caller waits.</summary>
public sealed class CallRetryTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private readonly GrainCalls _calls = new(TimeProvider.System, new ClusterSettings { ResponseTimeout = s_patience });

    [Fact]
    public async Task A_command_whose_silo_ended_may_have_been_carried_out()
    {
        var calls = 0;
        var error = await Assert.ThrowsAnyAsync<GraphQLException>(() => _calls.CommandAsync(() => Fail(ref calls)));
        Assert.Equal(("OUTCOME_UNKNOWN", 1), (error.Code, calls));
    }

    [Fact]
    public async Task A_repeatable_call_is_repeated_while_its_grain_moves()
    {
        var calls = 0;
        Assert.Equal("answer", (await _calls.RepeatableAsync(() => ++calls < 3 ? Fail() : Answer())).Value);
        Assert.Equal("answer", (await _calls.QueryAsync(() => ++calls < 6 ? Fail() : Answer())).Value);
        Assert.Equal(6, calls);
    }

    [Fact]
    public async Task A_call_to_an_ended_activation_is_repeated_elsewhere()
    {
        var calls = 0;
        Assert.Equal("answer", (await _calls.RepeatableAsync(() => ++calls < 3 ? Superseded() : Answer())).Value);
        Assert.Equal("answer", (await _calls.QueryAsync(() => ++calls < 6 ? Superseded() : Answer())).Value);
        Assert.Equal(6, calls);

        // A call that must not be repeated is answered instead: either nothing was done, or the outcome is unknown.
        Assert.Equal(RefusalCode.Superseded, (await _calls.CommandAsync(Superseded)).Refusal!.Code);
    }

    [Fact]
    public async Task A_grain_that_stays_out_of_reach_is_reported_within_the_response_timeout()
    {
        var (commands, queries) = (0, 0);
        var started = TimeProvider.System.GetTimestamp();
        var (command, query) = (_calls.RepeatableAsync(() => Fail(ref commands)), _calls.QueryAsync(() => Fail(ref queries)));
        Assert.Equal("OUTCOME_UNKNOWN", (await Assert.ThrowsAnyAsync<GraphQLException>(() => command)).Code);
        Assert.Equal("UNAVAILABLE", (await Assert.ThrowsAnyAsync<GraphQLException>(() => query)).Code);
        Assert.InRange(commands, 3, 6);
        Assert.InRange(queries, 3, 6);
        Assert.True(TimeProvider.System.GetElapsedTime(started) < 2 * s_patience);
        Assert.Equal(RefusalCode.Superseded, (await _calls.QueryAsync(Superseded)).Refusal!.Code);
    }

    [Fact]
    public async Task A_repeated_call_that_is_never_answered_ends_with_the_response_timeout()
    {
        var calls = 0;
        var error = await Assert.ThrowsAnyAsync<GraphQLException>(
            () => _calls.QueryAsync(() => ++calls == 1 ? Fail() : new TaskCompletionSource<Outcome<string>>().Task));
        Assert.Equal(("UNAVAILABLE", 2), (error.Code, calls));
        error = await Assert.ThrowsAnyAsync<GraphQLException>(
            () => _calls.RepeatableAsync(() => new TaskCompletionSource<Outcome<string>>().Task, TimeSpan.FromMilliseconds(20)));
        Assert.Equal("OUTCOME_UNKNOWN", error.Code);
        error = await Assert.ThrowsAnyAsync<GraphQLException>(
            () => _calls.CommandAsync(() => new TaskCompletionSource<Outcome<string>>().Task, TimeSpan.FromMilliseconds(20)));
        Assert.Equal("OUTCOME_UNKNOWN", error.Code);
    }

    [Fact]
    public async Task A_silo_that_can_no_longer_find_grains_is_not_the_requests_failure()
    {
        static Task<Outcome<string>> Lost() => Task.FromException<Outcome<string>>(new OrleansException("Trying to register on invalid silo."));
        Assert.Equal("UNAVAILABLE", (await Assert.ThrowsAnyAsync<GraphQLException>(() => _calls.QueryAsync(Lost))).Code);
        Assert.Equal("OUTCOME_UNKNOWN", (await Assert.ThrowsAnyAsync<GraphQLException>(() => _calls.RepeatableAsync(Lost))).Code);
        Assert.Equal("OUTCOME_UNKNOWN", (await Assert.ThrowsAnyAsync<GraphQLException>(() => _calls.CommandAsync(Lost))).Code);
    }

    [Fact]
    public async Task A_call_that_failed_for_another_reason_is_not_repeated()
    {
        var calls = 0;
        var error = await Assert.ThrowsAnyAsync<GraphQLException>(() => _calls.RepeatableAsync<string>(() =>
        {
            calls++;
            throw new StoreUnavailableException("The disk is full.");
        }));
        Assert.Equal(("UNAVAILABLE", 1), (error.Code, calls));
    }

    private static Task<Outcome<string>> Answer() => Task.FromResult<Outcome<string>>("answer");

    private static Task<Outcome<string>> Superseded() =>
        Task.FromResult<Outcome<string>>(new Refusal(RefusalCode.Superseded, "The activation has ended.", Retriable: true));

    private static Task<Outcome<string>> Fail() => Task.FromException<Outcome<string>>(new SiloUnavailableException("The silo ended."));

    private static Task<Outcome<string>> Fail(ref int calls)
    {
        calls++;
        return Fail();
    }
}
