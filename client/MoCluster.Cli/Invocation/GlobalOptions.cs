using System.CommandLine;
using MoCluster.Cli.Contexts;

namespace MoCluster.Cli.Invocation;

/// <summary>The options that every verb has.</summary>
internal static class GlobalOptions
{
    /// <summary>The address of the server.</summary>
    public static Option<string?> Server { get; } = new("--server")
    {
        HelpName = "URL", Recursive = true, Description = "The address of the server, for example http://127.0.0.1:8080. No context is used with it.",
    };

    /// <summary>The name of a context.</summary>
    public static Option<string?> Context { get; } = new("--context")
    {
        HelpName = "NAME", Recursive = true, Description = "The context to use instead of the selected one.",
        CompletionSources = { _ => ContextStore.NamesForCompletion() },
    };

    /// <summary>Whether results are JSON.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Recursive = true, Description = "Print one JSON object a line. Errors are one too, on standard error.",
    };

    /// <summary>How long a call may take.</summary>
    public static Option<TimeSpan?> Timeout { get; } = new("--timeout")
    {
        HelpName = "TIME", Recursive = true, CustomParser = Texts.SpanText.Read, Description = "How long a call may take with all its attempts; 10s by default.",
    };

    /// <summary>All of them.</summary>
    public static IEnumerable<Option> All => [Server, Context, Json, Timeout];
}
