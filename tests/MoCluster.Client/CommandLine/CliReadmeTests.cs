using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using MoCluster.Cli.Invocation;
using MoCluster.Tests.Architecture;

namespace MoCluster.Client.Tests.CommandLine;

/// <summary>The README of the tool says what the tool does.</summary>
public sealed partial class CliReadmeTests
{
    private static readonly string s_readme = File.ReadAllText(Repository.PathOf("client/MoCluster.Cli/README.md"));

    [Fact]
    public void Every_command_line_of_the_readme_is_right()
    {
        using var tool = new ToolInProcess(server: null);
        var command = new ToolCommand(tool.SurroundingsWith(TextWriter.Null, TextWriter.Null, ""));
        var lines = CommandLine().Matches(s_readme).Select(match => match.Value.Split('#')[0].Trim()).ToArray();
        Assert.True(lines.Length >= 5, $"only {lines.Length} command lines were found");
        Assert.All(lines, line => Assert.Empty(command.Parse([.. CommandLineParser.SplitCommandLine(line).Skip(1)]).Errors));
    }

    [Fact]
    public void Every_verb_and_exit_code_is_in_the_readme()
    {
        using var tool = new ToolInProcess(server: null);
        var command = new ToolCommand(tool.SurroundingsWith(TextWriter.Null, TextWriter.Null, ""));
        Assert.All(command.Subcommands, verb => Assert.Contains($"`{verb.Name}`", s_readme, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Contains($"| {(int)code} | ", s_readme, StringComparison.Ordinal));
    }

    /// <summary>A command of the tool in a block of shell lines, alone or in a pipe.</summary>
    [GeneratedRegex(@"(?<=^|\| )mocluster [a-z][^|\n]*", RegexOptions.Multiline)]
    private static partial Regex CommandLine();
}
