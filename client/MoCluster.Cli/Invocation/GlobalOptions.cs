using System.CommandLine;
using MoCluster.Cli.Contexts;
using MoCluster.Cli.Texts;

namespace MoCluster.Cli.Invocation;

/// <summary>The options that every verb has.</summary>
/// <param name="contexts">The contexts of the user.</param>
internal sealed class GlobalOptions(ContextStore contexts)
{
    /// <summary>The address of the server.</summary>
    public Option<string?> Server { get; } = new("--server")
    {
        HelpName = "URL", Recursive = true, Description = "The address of the server, for example http://127.0.0.1:8080. No context is used with it.",
    };

    /// <summary>The name of a context.</summary>
    public Option<string?> Context { get; } = new("--context")
    {
        HelpName = "NAME", Recursive = true, Description = "The context to use instead of the selected one.",
        CompletionSources = { _ => contexts.NamesForCompletion() },
    };

    /// <summary>Whether results are JSON.</summary>
    public Option<bool> Json { get; } = new("--json")
    {
        Recursive = true, Description = "Print one JSON object a line. Errors are one too, on standard error.",
    };

    /// <summary>How long a call may take.</summary>
    public Option<TimeSpan?> Timeout { get; } = new("--timeout")
    {
        HelpName = "TIME", Recursive = true, CustomParser = SpanText.Read, Description = "How long a call may take with all its attempts; 10s by default.",
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [Server, Context, Json, Timeout];
}
