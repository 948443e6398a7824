using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Contexts;

/// <summary>Decides which server is asked, and as whom.</summary>
internal static class ServerChoice
{
    /// <summary>The server that <c>./mo up</c> runs, for whom has said nothing.</summary>
    public const string Default = "http://127.0.0.1:8080";

    /// <summary>
    /// Decides. What the command line says goes before the environment, and that before the selected context. A token never goes to another server than the
    /// one that it was given for: that of a context to its server, and <c>MOCLUSTER_TOKEN</c> to the server that <c>--server</c> or <c>MOCLUSTER_SERVER</c> names.
    /// </summary>
    /// <param name="server"><c>--server</c>; null for none.</param>
    /// <param name="context"><c>--context</c>; null for none.</param>
    /// <param name="variable">Reads a variable of the environment; null for none.</param>
    /// <param name="contexts">Reads the contexts of the user.</param>
    /// <exception cref="CliException">There is no such context, or both a server and a context are given.</exception>
    public static ServerContext Choose(string? server, string? context, Func<string, string?> variable, Func<ContextList> contexts)
    {
        if (server is not null && context is not null)
            throw new CliException("USAGE", "Give --server or --context, not both.", ExitCode.Usage);
        if (server is not null)
            return new ServerContext("", server) { Token = variable("MOCLUSTER_TOKEN") };
        if (context is null && variable("MOCLUSTER_SERVER") is { Length: > 0 } named)
            return new ServerContext("", named) { Token = variable("MOCLUSTER_TOKEN") };
        var list = contexts();
        var name = context ?? (variable("MOCLUSTER_CONTEXT") is { Length: > 0 } chosen ? chosen : list.Selected);
        if (name is null)
            return new ServerContext("", Default) { Token = variable("MOCLUSTER_TOKEN") };
        return list.Need(name);
    }
}
