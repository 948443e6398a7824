using System.Text.RegularExpressions;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.CommandLine;

/// <summary>What the tool shows can be read: in a narrow terminal, without colours, in a file, and whatever somebody sent.</summary>
public sealed partial class ScreenTests(ClientSilo silo)
{
    private const char Escape = '\e';

    [Theory]
    [InlineData(40)]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(200)]
    public async Task No_line_is_wider_than_the_terminal(int width)
    {
        await using var queue = await PrepareAsync();
        var listener = $"{queue.Listener.Uuid}";
        using var tool = await ToolAsync();
        tool.Width = width;
        foreach (var arguments in new string[][]
        {
            ["listeners", "--namespace", queue.Space], ["listeners", "status", listener], ["parked", listener], ["namespaces"], ["triggers"], ["health"],
            ["--help"], ["listeners", "--help"], ["listen", "--help"],
        })
        {
            var answer = (await tool.RunAsync(arguments)).Done();
            Assert.All(
                Plain(answer.Output).Split('\n').Where(line => !line.TrimStart().StartsWith("mocluster ", StringComparison.Ordinal)),
                line => Assert.True(line.TrimEnd().Length <= width, $"{string.Join(' ', arguments)}: «{line}» has {line.Length} characters."));
        }
    }

    [Fact]
    public async Task A_narrow_terminal_keeps_what_matters_and_says_what_is_missing()
    {
        await using var queue = await PrepareAsync();
        using var tool = await ToolAsync();
        tool.Width = 50;
        var answer = (await tool.RunAsync("listeners", "--namespace", queue.Space)).Done();
        Assert.All(["LISTENER", "BEHIND", "STATE"], header => Assert.Contains(header, answer.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("UUID", answer.Output, StringComparison.Ordinal);
        Assert.Contains("Not shown for want of room: ", answer.Errors, StringComparison.Ordinal);
        Assert.Contains("UUID", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colours_are_for_terminals_and_for_whom_wants_them()
    {
        using var tool = await ToolAsync();
        Assert.DoesNotContain(Escape, (await tool.RunAsync("health")).Done().Output);
        tool.Width = 80;
        Assert.Contains($"{Escape}[32m", (await tool.RunAsync("health")).Done().Output, StringComparison.Ordinal);
        tool.Variables["NO_COLOR"] = "1";
        Assert.DoesNotMatch(Colour(), (await tool.RunAsync("health")).Done().Output);
        Assert.DoesNotMatch(Colour(), (await tool.RunAsync("listeners", "status", "no-such")).Errors);
        tool.Variables.Remove("NO_COLOR");
        tool.Variables["TERM"] = "dumb";
        Assert.DoesNotContain(Escape, (await tool.RunAsync("health")).Done().Output);
    }

    [Fact]
    public async Task A_subject_cannot_command_the_terminal()
    {
        await using var queue = await OwnQueue.PrepareAsync(await silo.ConnectAsync());
        await queue.SendAsync("[red]\e]0;taken\a");
        using var tool = await ToolAsync();
        tool.Variables["NO_COLOR"] = "1";
        tool.Width = 120;
        var shown = (await tool.RunAsync("fetch", $"{queue.Listener.Uuid}", "--wait", "30s")).Done();
        Assert.Contains("[red]�]0;taken�", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watched_table_is_shown_in_its_place_and_changes()
    {
        await using var queue = await PrepareAsync();
        using var tool = await ToolAsync();
        tool.Width = 80;
        var running = tool.Start("listeners", "--namespace", queue.Space, "--watch", "20ms");
        await running.SeenAsync(running.Output, "1 listener.");
        await queue.Client.Listeners.PauseAsync(queue.Listener.Uuid, cancellationToken: TestContext.Current.CancellationToken);
        await running.SeenAsync(running.Output, "paused");
        (await running.InterruptAsync()).Done();
    }

    [Fact]
    public async Task A_watched_list_in_a_file_is_a_list_each_time()
    {
        await using var queue = await PrepareAsync();
        using var tool = await ToolAsync();
        var running = tool.Start("listeners", "--namespace", queue.Space, "--watch", "20ms", "--json");
        await running.SeenAsync(running.Output, "\"state\":\"active\"");
        await queue.Client.Listeners.PauseAsync(queue.Listener.Uuid, cancellationToken: TestContext.Current.CancellationToken);
        await running.SeenAsync(running.Output, "\"state\":\"paused\"");
        Assert.All((await running.InterruptAsync()).Done().Objects, one => Assert.Equal("u", one.GetProperty("user_key").GetString()));
    }

    /// <summary>A queue with something parked in it for a long reason.</summary>
    private async Task<OwnQueue> PrepareAsync()
    {
        var queue = await OwnQueue.PrepareAsync(await silo.ConnectAsync());
        await queue.SendAsync($"{Guid.NewGuid()}", new string('æ', 60));
        var cancellation = TestContext.Current.CancellationToken;
        await (await queue.Listener.NextAsync(TimeSpan.FromSeconds(30), cancellation))!.ParkAsync("a reason that is longer than most terminals are wide, so that it has to be cut somewhere", cancellation);
        return queue;
    }

    private async Task<ToolInProcess> ToolAsync() => new((await silo.RunAsync()).Address);

    private static string Plain(string text) => Command().Replace(text, "");

    [GeneratedRegex("\e\\[[0-9;?]*[a-zA-Z]")]
    private static partial Regex Command();

    [GeneratedRegex("\e\\[([0-9;]*;)?(3|4|9|10)[0-9](;[0-9;]*)?m")]
    private static partial Regex Colour();
}
