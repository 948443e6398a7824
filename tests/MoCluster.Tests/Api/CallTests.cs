using MoCluster.Grains.Storage;
using MoCluster.GraphQL;
using MoCluster.Silo.Api.GraphQL;
using Orleans.Runtime;

namespace MoCluster.Tests.Api;

/// <summary>What callers are told when a silo ends while it has their call.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task A_command_whose_silo_ended_may_have_been_carried_out()
    {
        var calls = 0;
        var told = await Assert.ThrowsAnyAsync<GraphQLException>(() => Calls.CommandAsync(() => Fail(ref calls)));
        Assert.Equal(("OUTCOME_UNKNOWN", 1), (told.Code, calls));
    }

    [Fact]
    public async Task What_may_be_repeated_is_repeated_while_its_grain_moves()
    {
        var calls = 0;
        Assert.Equal("answer", await Calls.RepeatableAsync(() => ++calls < 3 ? Fail() : Task.FromResult("answer")));
        Assert.Equal("answer", await Calls.QueryAsync(() => ++calls < 6 ? Fail() : Task.FromResult("answer")));
        Assert.Equal(6, calls);
    }

    [Fact]
    public async Task What_stays_out_of_reach_is_told_in_the_end()
    {
        var (commands, queries) = (0, 0);
        var (command, query) = (Calls.RepeatableAsync(() => Fail(ref commands)), Calls.QueryAsync(() => Fail(ref queries)));
        Assert.Equal("OUTCOME_UNKNOWN", (await Assert.ThrowsAnyAsync<GraphQLException>(() => command)).Code);
        Assert.Equal("UNAVAILABLE", (await Assert.ThrowsAnyAsync<GraphQLException>(() => query)).Code);
        Assert.Equal((6, 6), (commands, queries));
    }

    [Fact]
    public async Task Nothing_is_repeated_that_was_not_done_for_another_reason()
    {
        var calls = 0;
        var told = await Assert.ThrowsAnyAsync<GraphQLException>(() => Calls.RepeatableAsync<string>(() =>
        {
            calls++;
            throw new StoreUnavailableException("The disk is full.");
        }));
        Assert.Equal(("UNAVAILABLE", 1), (told.Code, calls));
    }

    private static Task<string> Fail() => Task.FromException<string>(new SiloUnavailableException("The silo ended."));

    private static Task<string> Fail(ref int calls)
    {
        calls++;
        return Fail();
    }
}
