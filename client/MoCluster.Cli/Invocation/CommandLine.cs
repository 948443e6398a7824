using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MoCluster.Cli.Help;

namespace MoCluster.Cli.Invocation;

/// <summary>The whole command line: its verbs, its help, and what happens when it is wrong.</summary>
internal static class CommandLine
{
    /// <summary>How long a verb may take after Ctrl-C to give back what is leased.</summary>
    private static readonly TimeSpan s_parting = TimeSpan.FromSeconds(10);

    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">The command line.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = NewRoot().Parse(arguments);
        var invocation = new InvocationConfiguration { ProcessTerminationTimeout = s_parting, EnableDefaultExceptionHandler = false };
        if (parsed.Action is not ParseErrorAction wrong)
            return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
        wrong.ShowHelp = false;
        await parsed.InvokeAsync(invocation).ConfigureAwait(false);
        await Console.Error.WriteLineAsync($"Run '{PathOf(parsed.CommandResult.Command)} --help' for how it is written.").ConfigureAwait(false);
        return (int)ExitCode.Usage;
    }

    /// <summary>The verbs with their options.</summary>
    public static RootCommand NewRoot()
    {
        var root = new RootCommand("Looks at and acts on MoCluster: its events, listeners and their queues.");
        foreach (var option in GlobalOptions.All)
            root.Add(option);
        foreach (var verb in AllVerbs.New())
            root.Add(verb);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    /// <summary>A command as it is written, for example <c>mocluster listeners declare</c>.</summary>
    /// <param name="command">The command.</param>
    public static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : ToolName;

    /// <summary>What the tool is called.</summary>
    public const string ToolName = "mocluster";
}
