using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MoCluster.Cli.Contexts;
using MoCluster.Cli.Help;
using MoCluster.Cli.Output;

namespace MoCluster.Cli.Invocation;

/// <summary>The tool itself: the command whose subcommands are the verbs.</summary>
internal sealed class ToolCommand : RootCommand
{
    /// <summary>What the tool is called.</summary>
    public const string ToolName = "mocluster";

    /// <summary>How long a verb may take after Ctrl-C to give back what is leased.</summary>
    private static readonly TimeSpan s_parting = TimeSpan.FromSeconds(10);

    /// <summary>Makes the tool.</summary>
    /// <param name="surroundings">What it is run in.</param>
    public ToolCommand(Surroundings surroundings)
        : base("Looks at and acts on MoCluster: its events, listeners and their queues.")
    {
        Surroundings = surroundings;
        Contexts = new ContextStore(surroundings.Variable);
        Global = new GlobalOptions(Contexts);
        foreach (var option in Global.All)
            Add(option);
        foreach (var verb in AllVerbs.New())
            Add(verb);
        var help = Options.OfType<HelpOption>().Single();
        help.Description = "Show this help.";
        Options.OfType<VersionOption>().Single().Description = "Show the version of the tool.";
        var usual = (HelpAction)help.Action!;
        if (surroundings.Output.Width is { } width)
            usual.MaxWidth = width;
        help.Action = new HelpWithExamples(usual);
        // A command line that is to be completed begins with the tool's name, whatever the program's file is called.
        if (Name != ToolName)
            Aliases.Add(ToolName);
    }

    /// <summary>What it is run in.</summary>
    public Surroundings Surroundings { get; }

    /// <summary>The contexts of the user.</summary>
    public ContextStore Contexts { get; }

    /// <summary>The options that every verb has.</summary>
    public GlobalOptions Global { get; }

    /// <summary>Runs the tool, and says so when the command line is wrong.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="surroundings">What it is run in.</param>
    /// <param name="cancellation">Ends it, as Ctrl-C does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings surroundings, CancellationToken cancellation = default)
    {
        var tool = new ToolCommand(surroundings);
        // A subject may begin with @, which would else name a file with arguments.
        var parsed = tool.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var invocation = new InvocationConfiguration
        {
            Output = surroundings.Output.Writer,
            Error = surroundings.Errors.Writer,
            ProcessTerminationTimeout = s_parting,
            EnableDefaultExceptionHandler = false,
        };
        if (parsed.Action is not ParseErrorAction)
            return await parsed.InvokeAsync(invocation, cancellation).ConfigureAwait(false);
        var screen = new Screen(parsed.GetResult(tool.Global.Json) is { Implicit: false }, surroundings);
        var wrong = string.Join(' ', parsed.Errors.Select(error => error.Message));
        screen.ShowError("USAGE", $"{wrong} See how it is written with: {PathOf(parsed.CommandResult.Command)} --help", path: null, (int)ExitCode.Usage);
        return (int)ExitCode.Usage;
    }

    /// <summary>A command as it is written, for example <c>mocluster listeners declare</c>.</summary>
    /// <param name="command">The command.</param>
    public static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : ToolName;
}
