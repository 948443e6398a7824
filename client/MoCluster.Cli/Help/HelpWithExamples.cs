using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Output;
using Spectre.Console;

namespace MoCluster.Cli.Help;

/// <summary>The help of a verb, with its examples; and that of the whole tool, with what holds for all verbs.</summary>
/// <param name="help">Writes the other parts.</param>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly (string Name, string Means)[] s_environment =
    [
        ("MOCLUSTER_SERVER", "The address of the server."),
        ("MOCLUSTER_TOKEN", "A bearer token for --server and MOCLUSTER_SERVER."),
        ("MOCLUSTER_CONTEXT", "The context to use instead of the selected one."),
        ("MOCLUSTER_CONFIG", "The folder of the contexts."),
        ("NO_COLOR", "Turns colours off."),
    ];

    private static readonly (string Name, string Means)[] s_exitCodes =
    [
        Row(ExitCode.Done, "Done."),
        Row(ExitCode.Refused, "The server refused. Trying again does not help."),
        Row(ExitCode.Usage, "The command line is wrong. Nothing was sent."),
        Row(ExitCode.Unreachable, "The server could not be reached or could not serve. Trying again may help."),
        Row(ExitCode.Nothing, "Nothing came, nothing was found, or a lease had ended already."),
        Row(ExitCode.Defect, "The tool itself failed. Please report it."),
        Row(ExitCode.Interrupted, "Interrupted before it was done."),
    ];

    /// <inheritdoc />
    public override bool ClearsParseErrors => true;

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        var examples = Examples.Of(command);
        if (examples.Count > 0)
            output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples)
            output.WriteLine($"  {example}");
        if (examples.Count > 0)
            output.WriteLine();
        if (command is ToolCommand tool)
        {
            var console = new Screen(isJson: false, tool.Surroundings).Out;
            Write(console, "Environment:", s_environment);
            Write(console, "Exit codes:", s_exitCodes);
        }

        return code;
    }

    private static void Write(IAnsiConsole console, string title, (string Name, string Means)[] rows)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(2, 0)).AddColumn(new GridColumn().Padding(0, 0));
        foreach (var (name, means) in rows)
            grid.AddRow(new Text(name), new Text(means));
        console.WriteLine(title);
        console.Write(grid);
        console.WriteLine();
    }

    private static (string Name, string Means) Row(ExitCode code, string means) => (((int)code).ToString(CultureInfo.InvariantCulture), means);
}
