using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MoCluster.Cli.Help;

/// <summary>The help of a verb, with its examples; and that of the whole tool, with what holds for all verbs.</summary>
/// <param name="help">Writes the other parts.</param>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Everywhere =
        """

        Environment:
          MOCLUSTER_SERVER    The address of the server.
          MOCLUSTER_TOKEN     A bearer token for --server and MOCLUSTER_SERVER.
          MOCLUSTER_CONTEXT   The context to use instead of the selected one.
          MOCLUSTER_CONFIG    The folder of the contexts.
          NO_COLOR            Turns colours off.

        Exit codes:
          0    Done.
          1    The server refused. Trying again does not help.
          2    The command line is wrong.
          3    The server could not be reached or could not serve. Try again.
          4    Nothing came, nothing was found, or a lease had ended already.
          70   The tool itself failed. Please report it.
          130  Interrupted before it was done.
        """;

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
        if (command is RootCommand)
            output.WriteLine(Everywhere.TrimStart('\n', '\r'));
        output.WriteLine();
        return code;
    }
}
