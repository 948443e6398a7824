using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Contexts;

/// <summary>The contexts of a user, and which of them is selected.</summary>
/// <param name="Contexts">The contexts, by name.</param>
/// <param name="Selected">The name of the selected one; null for none.</param>
internal sealed record ContextList(IReadOnlyList<ServerContext> Contexts, string? Selected)
{
    /// <summary>No contexts.</summary>
    public static ContextList Empty { get; } = new([], null);

    /// <summary>Finds a context; null if there is none of the name.</summary>
    /// <param name="name">The name.</param>
    public ServerContext? Find(string name) => Contexts.FirstOrDefault(context => context.Name == name);

    /// <summary>Finds a context that must be there.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="CliException">There is none.</exception>
    public ServerContext Need(string name) => Find(name) ?? throw new CliException(
        "NO_CONTEXT",
        Contexts.Count == 0
            ? $"There is no context '{name}'. There are none; make one with: mocluster context add"
            : $"There is no context '{name}'. There are: {string.Join(", ", Contexts.Select(one => one.Name))}.");

    /// <summary>Adds a context in the place of one with its name. The first one is selected at once.</summary>
    /// <param name="context">The context.</param>
    public ContextList Add(ServerContext context) => new(
        [.. Contexts.Where(other => other.Name != context.Name).Append(context).OrderBy(other => other.Name, StringComparer.Ordinal)],
        Selected ?? context.Name);

    /// <summary>Removes a context. If it was selected, none is.</summary>
    /// <param name="name">Its name.</param>
    public ContextList Remove(string name) => new([.. Contexts.Where(other => other.Name != name)], Selected == name ? null : Selected);
}
