using System.CommandLine;
using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Completion;

/// <summary>Prints the script that completes command lines of the tool in a shell.</summary>
internal sealed class CompletionVerb : Verb
{
    private readonly Argument<string> _shell = new("SHELL") { HelpName = "SHELL", Description = "The shell: bash, zsh or powershell." };

    public CompletionVerb()
        : base("completion", "Print the script that completes command lines in a shell. Its first line says where to put it.")
    {
        Add(_shell);
        _shell.AcceptOnlyFromAmong([.. CompletionScripts.Of.Keys]);
    }

    public override Task<ExitCode> RunAsync(VerbRun run)
    {
        run.Screen.WriteRaw(CompletionScripts.Of[run.Need(_shell)]);
        return Task.FromResult(ExitCode.Done);
    }
}
