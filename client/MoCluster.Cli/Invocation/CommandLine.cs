using System.CommandLine;
using System.CommandLine.Invocation;

namespace MoCluster.Cli.Invocation;

/// <summary>Runs a command line, and says so when it is wrong.</summary>
internal static class CommandLine
{
    /// <summary>How long a verb may take after Ctrl-C to give back what is leased.</summary>
    private static readonly TimeSpan s_parting = TimeSpan.FromSeconds(10);

    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="surroundings">What it is run in.</param>
    /// <param name="cancellation">Ends it, as Ctrl-C does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings surroundings, CancellationToken cancellation = default)
    {
        var parsed = new ToolCommand(surroundings).Parse(arguments);
        var invocation = new InvocationConfiguration
        {
            Output = surroundings.Output.Writer,
            Error = surroundings.Errors.Writer,
            ProcessTerminationTimeout = s_parting,
            EnableDefaultExceptionHandler = false,
        };
        if (parsed.Action is not ParseErrorAction)
            return await parsed.InvokeAsync(invocation, cancellation).ConfigureAwait(false);
        foreach (var error in parsed.Errors)
            await surroundings.Errors.Writer.WriteLineAsync(error.Message).ConfigureAwait(false);
        var command = ToolCommand.PathOf(parsed.CommandResult.Command);
        await surroundings.Errors.Writer.WriteLineAsync($"See how it is written with: {command} --help").ConfigureAwait(false);
        return (int)ExitCode.Usage;
    }
}
