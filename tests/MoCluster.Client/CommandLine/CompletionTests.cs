using MoCluster.Cli.Completion;

namespace MoCluster.Client.Tests.CommandLine;

/// <summary>A shell completes verbs, options and names by asking the tool.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("mocluster lis", "listen", "listeners")]
    [InlineData("mocluster listeners d", "declare", "delete")]
    [InlineData("mocluster listeners --wat", "--watch")]
    [InlineData("mocluster rewind mine ", "beginning", "head")]
    [InlineData("mocluster completion ", "bash", "powershell", "zsh")]
    [InlineData("mocluster health --context ", "here", "there")]
    [InlineData("mocluster context remove t", "there")]
    public async Task A_command_line_is_completed(string line, params string[] expected)
    {
        using var tool = new ToolInProcess(server: null);
        (await tool.RunAsync("context", "add", "here", "--server", "https://here")).Done();
        (await tool.RunAsync("context", "add", "there", "--server", "https://there")).Done();
        var answer = (await tool.RunAsync($"[suggest:{line.Length}]", line)).Done();
        Assert.Superset(expected.ToHashSet(), answer.Lines.ToHashSet());
        var begun = line[(line.LastIndexOf(' ') + 1)..];
        Assert.All(answer.Lines, offered => Assert.Contains(begun, offered, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_shell_has_its_script()
    {
        using var tool = new ToolInProcess(server: null);
        foreach (var (shell, script) in CompletionScripts.Of)
            Assert.Equal(script, (await tool.RunAsync("completion", shell)).Done().Output);
    }
}
