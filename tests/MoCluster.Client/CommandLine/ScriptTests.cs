using MoCluster.Cli.Invocation;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.CommandLine;

/// <summary>What scripts do with the tool: they read JSON lines, give tokens and subjects by standard input, and stop reading when they have enough.</summary>
public sealed class ScriptTests(ClientSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subjects_and_tokens_come_from_standard_input_and_go_as_json()
    {
        await using var queue = await OwnQueue.PrepareAsync(await silo.ConnectAsync());
        using var tool = await ToolAsync();
        const int Count = 1234;
        var subjects = string.Join('\n', Enumerable.Range(1, Count).Select(i => $"s{i}"));
        var sent = (await tool.RunAsync(subjects, ["send", queue.Space, "r", "-", "--json", "--id", "once"])).Done();
        Assert.Equal(Enumerable.Range(1, Count), sent.Objects.Select(one => one.GetProperty("number").GetInt32()));
        Assert.Equal(sent.Output, (await tool.RunAsync(subjects, ["send", queue.Space, "r", "-", "--json", "--id", "once"])).Done().Output);

        var listener = $"{queue.Listener.Uuid}";
        var fetched = (await tool.RunAsync("fetch", listener, "--limit", "1000", "--wait", "30s", "--json")).Done().Objects;
        Assert.Equal(("s1", 1, queue.Space, "r"), (
            fetched[0].GetProperty("subject").GetString(), fetched[0].GetProperty("attempt").GetInt32(),
            fetched[0].GetProperty("namespace").GetString(), fetched[0].GetProperty("routing_key").GetString()));
        var tokens = string.Join('\n', fetched.Select(one => one.GetProperty("token").GetString()));
        var acknowledged = (await tool.RunAsync(tokens, ["ack", "-", "--json"])).Done();
        Assert.Equal(fetched.Length, acknowledged.Objects[0].GetProperty("acknowledged").GetInt32());
        var status = (await tool.RunAsync("listeners", "status", listener, "--json")).Done().Objects[0];
        Assert.Equal((fetched.Length, 0), (status.GetProperty("frontier").GetInt32(), status.GetProperty("leased").GetInt32()));
    }

    [Fact]
    public async Task A_subject_may_begin_with_any_sign()
    {
        await using var queue = await OwnQueue.PrepareAsync(await silo.ConnectAsync());
        using var tool = await ToolAsync();
        (await tool.RunAsync("send", queue.Space, "r", "--", "@a", "--b", "[c]")).Done();
        var fetched = (await tool.RunAsync("fetch", $"{queue.Listener.Uuid}", "--limit", "9", "--wait", "30s", "--json")).Done().Objects;
        Assert.Equal(["@a", "--b", "[c]"], fetched.Select(one => one.GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task Listening_misses_nothing_after_it_began_and_leaves_nothing_behind()
    {
        await using var queue = await OwnQueue.PrepareAsync(await silo.ConnectAsync());
        await queue.SendAsync("before");
        using var tool = await ToolAsync();
        var running = tool.Start("listen", queue.Space, "r", "other", "--json");
        await running.SeenAsync(running.Errors, "Listening to");
        await queue.SendAsync("a", "b");
        await queue.Client.SendAsync(queue.Space, new OutgoingEvent("other", "c"), cancellationToken: Cancellation);
        foreach (var subject in new[] { "a", "b", "c" })
            await running.SeenAsync(running.Output, $"\"subject\":\"{subject}\"");
        var answer = (await running.InterruptAsync()).Done();
        Assert.Equal(["a", "b", "c"], answer.Objects.Select(one => one.GetProperty("subject").GetString()).Order());
        var left = await queue.Client.Listeners.FindAsync(new ListenerFilter { Namespaces = [queue.Space] }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal([queue.Listener.Uuid], left.Select(one => one.Info.Uuid));
        Assert.Equal(3, (await queue.Listener.FetchAsync(new FetchOptions { Wait = TimeSpan.FromSeconds(30) }, Cancellation)).Count);
    }

    [Fact]
    public async Task What_is_only_looked_at_is_given_back()
    {
        await using var queue = await OwnQueue.PrepareAsync(await silo.ConnectAsync());
        await queue.SendAsync("a", "b", "c");
        using var tool = await ToolAsync();
        var listener = $"{queue.Listener.Uuid}";
        var looked = (await tool.RunAsync("listen", "--listener", listener, "--count", "2", "--json")).Done();
        Assert.Equal(["a", "b"], looked.Objects.Select(one => one.GetProperty("subject").GetString()));
        var taken = (await tool.RunAsync("listen", "--listener", listener, "--count", "3", "--ack", "--json")).Done();
        Assert.Equal(["a", "b", "c"], taken.Objects.Select(one => one.GetProperty("subject").GetString()).Order());
        var status = await queue.Client.Listeners.GetStatusAsync(queue.Listener.Uuid, Cancellation);
        Assert.Equal((0, 0, 3), (status.Pending, status.Leased, status.Frontier));
    }

    [Fact]
    public async Task What_nobody_read_is_not_acknowledged()
    {
        await using var queue = await OwnQueue.PrepareAsync(await silo.ConnectAsync());
        await queue.SendAsync("a", "b", "c");
        using var tool = await ToolAsync();
        tool.Output = new ClosingPipe(lines: 2);
        var answer = await tool.RunAsync("listen", "--listener", $"{queue.Listener.Uuid}", "--ack", "--json");
        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Equal("c", (await queue.Listener.NextAsync(TimeSpan.FromSeconds(30), Cancellation))!.Subject);
        var status = await queue.Client.Listeners.GetStatusAsync(queue.Listener.Uuid, Cancellation);
        Assert.Equal((0, 1), (status.Pending, status.Leased));
    }

    [Fact]
    public async Task Entries_are_parked_listed_and_replayed()
    {
        await using var queue = await OwnQueue.PrepareAsync(await silo.ConnectAsync());
        await queue.SendAsync("a", "b");
        using var tool = await ToolAsync();
        var listener = $"{queue.Listener.Uuid}";
        var tokens = (await tool.RunAsync("fetch", listener, "--limit", "2", "--wait", "30s", "--json")).Done().Objects.Select(one => one.GetProperty("token").GetString()!);
        (await tool.RunAsync(["park", .. tokens, "--reason", "no such customer"])).Done();
        var parked = (await tool.RunAsync("parked", listener, "--json")).Done().Objects;
        Assert.Equal([("a", "no such customer"), ("b", "no such customer")], parked.Select(one => (one.GetProperty("subject").GetString(), one.GetProperty("reason").GetString())));
        var replayed = (await tool.RunAsync("replay", listener, "--subject", "b", "--json")).Done().Objects;
        Assert.Equal(("b", "PENDING"), (replayed[0].GetProperty("subject").GetString(), replayed[0].GetProperty("standing").GetString()));
        Assert.Equal("b", (await queue.Listener.NextAsync(TimeSpan.FromSeconds(30), Cancellation))!.Subject);
    }

    [Fact]
    public async Task A_measurement_has_figures_and_leaves_no_listener_and_no_namespace()
    {
        using var tool = await ToolAsync();
        var figures = (await tool.RunAsync("bench", "--events", "500", "--batch", "100", "--json")).Done().Objects[0];
        Assert.True(figures.GetProperty("sent_per_second").GetDouble() > 0);
        Assert.True(figures.GetProperty("consumed_per_second").GetDouble() > 0);
    }

    private async Task<ToolInProcess> ToolAsync() => new((await silo.RunAsync()).Address);
}
