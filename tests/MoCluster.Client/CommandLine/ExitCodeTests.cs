using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MoCluster.Cli.Invocation;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.CommandLine;

/// <summary>A script can tell from the exit code, and from the error as JSON, what to do next.</summary>
public sealed class ExitCodeTests(ClientSilo silo)
{
    [Theory]
    [InlineData("no-such-verb")]
    [InlineData("listeners", "--no-such-option")]
    [InlineData("listeners", "declare", "MO", "person", "mine", "--lease", "soon")]
    [InlineData("listeners", "--limit", "0")]
    [InlineData("fetch")]
    [InlineData("fetch", "mine", "--limit", "1001")]
    [InlineData("rewind", "mine", "somewhere")]
    [InlineData("replay", "mine")]
    [InlineData("replay", "mine", "--all", "--subject", "s")]
    [InlineData("listen")]
    [InlineData("listen", "MO")]
    [InlineData("listen", "MO", "person", "--ack")]
    [InlineData("listen", "MO", "person", "--listener", "mine")]
    [InlineData("listen", "--listener", "mine", "--from", "head")]
    [InlineData("bench", "--events", "0")]
    [InlineData("completion", "fish")]
    [InlineData("context", "add", "here")]
    [InlineData("context", "add", "here", "--server", "here")]
    [InlineData("context", "add", "here", "--server", "http://here", "--client-id", "me")]
    [InlineData("health", "--server", "somewhere")]
    [InlineData("health", "--server", "http://here", "--context", "here")]
    public async Task A_wrong_command_line_is_said_to_be_wrong_and_sends_nothing(params string[] arguments)
    {
        // Where nothing serves, whatever is sent would end in another way.
        using var tool = new ToolInProcess(NowhereServing());
        var answer = await tool.RunAsync(arguments);
        Assert.Equal((ExitCode.Usage, ""), (answer.ExitCode, answer.Output));
        Assert.StartsWith("USAGE: ", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_command_line_is_told_as_json_too()
    {
        using var tool = new ToolInProcess(server: null);
        var answer = await tool.RunAsync("listeners", "--watch", "soon", "--json");
        var error = JsonElement.Parse(answer.Errors).GetProperty("error");
        Assert.Equal(("USAGE", 2), (error.GetProperty("code").GetString(), error.GetProperty("exit_code").GetInt32()));
        Assert.StartsWith("'soon' is no time.", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_not_worth_a_second_try()
    {
        using var tool = await ToolAsync();
        var answer = await tool.RunAsync("listeners", "status", $"{Guid.NewGuid()}");
        Assert.Equal((ExitCode.Refused, ""), (answer.ExitCode, answer.Output));
        Assert.Contains("There is no listener", answer.Errors, StringComparison.Ordinal);
        answer = await tool.RunAsync("send", "MO", "person", "someone");
        Assert.Equal(ExitCode.Refused, answer.ExitCode);
    }

    [Fact]
    public async Task A_server_that_is_away_is()
    {
        using var tool = new ToolInProcess(NowhereServing());
        Assert.Equal(ExitCode.Unreachable, (await tool.RunAsync("health")).ExitCode);
        var answer = await tool.RunAsync("namespaces", "--timeout", "100ms", "--json");
        Assert.Equal((ExitCode.Unreachable, ""), (answer.ExitCode, answer.Output));
        var error = JsonElement.Parse(answer.Errors).GetProperty("error");
        Assert.Equal(3, error.GetProperty("exit_code").GetInt32());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Nothing_to_do_has_a_code_of_its_own()
    {
        using var tool = await ToolAsync();
        await using var queue = await OwnQueue.PrepareAsync(await silo.ConnectAsync());
        var listener = $"{queue.Listener.Uuid}";
        Assert.Equal(ExitCode.Nothing, (await tool.RunAsync("fetch", listener)).ExitCode);
        Assert.Equal(ExitCode.Nothing, (await tool.RunAsync("replay", listener, "--all")).ExitCode);
        await queue.SendAsync("s");
        var token = (await tool.RunAsync("fetch", listener, "--json", "--wait", "30s")).Done().Objects[0].GetProperty("token").GetString()!;
        Assert.Equal(ExitCode.Done, (await tool.RunAsync("nack", token)).ExitCode);
        var answer = await tool.RunAsync("nack", token, "--json");
        Assert.Equal((ExitCode.Nothing, 1), (answer.ExitCode, answer.Objects[0].GetProperty("ended").GetInt32()));
    }

    [Fact]
    public async Task An_interruption_before_the_end_is_told()
    {
        using var tool = await ToolAsync();
        await using var queue = await OwnQueue.PrepareAsync(await silo.ConnectAsync());
        var running = tool.Start("listen", queue.Space, "r", "--count", "5");
        await running.SeenAsync(running.Errors, "Listening");
        Assert.Equal(ExitCode.Interrupted, (await running.InterruptAsync()).ExitCode);
    }

    [Fact]
    public async Task The_help_lists_the_exit_codes()
    {
        using var tool = new ToolInProcess(server: null);
        var help = (await tool.RunAsync("--help")).Done();
        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Contains($"  {(int)code,-5}", help.Output, StringComparison.Ordinal));
    }

    private async Task<ToolInProcess> ToolAsync() => new((await silo.RunAsync()).Address);

    /// <summary>The address of a port at which nothing listens any more.</summary>
    private static Uri NowhereServing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
