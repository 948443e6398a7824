using System.Text.Json;
using MoCluster.Cli.Invocation;

namespace MoCluster.Client.Tests.CommandLine;

/// <summary>How the tool ended.</summary>
internal sealed record ToolAnswer(ExitCode ExitCode, string Output, string Errors)
{
    /// <summary>The lines of the output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The JSON objects of the output, one in each line.</summary>
    public JsonElement[] Objects => [.. Lines.Select(line => JsonElement.Parse(line))];

    /// <summary>Checks that it did what it was asked for.</summary>
    public ToolAnswer Done()
    {
        Assert.True(ExitCode == ExitCode.Done, $"It ended with {ExitCode}:\n{Output}\n{Errors}");
        return this;
    }
}
