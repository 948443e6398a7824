using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using MoCluster.Modules;

namespace MoCluster.Silo.Triggers.Modules;

/// <summary>
/// The assemblies that a module shares with the process, because their types pass between the two: MoCluster.Modules, what a module's constructor can
/// take, and all that these refer to. All other assemblies a module may have in versions of its own.
/// </summary>
internal static class SharedAssemblies
{
    private static readonly Type[] Passed = [typeof(ITriggerModule), typeof(IConfiguration), typeof(ILogger), typeof(IHttpClientFactory), typeof(TimeProvider)];

    private static readonly Lazy<ImmutableDictionary<string, Version>> All = new(Collect);

    private static readonly Lazy<ImmutableHashSet<string>> Private = new(CollectPrivate);

    /// <summary>Whether an assembly is shared.</summary>
    /// <param name="name">The assembly's simple name.</param>
    public static bool Contains(string name) => All.Value.ContainsKey(name);

    /// <summary>The version that the process has of a shared assembly; null if the assembly is not shared.</summary>
    /// <param name="name">The assembly's simple name.</param>
    public static Version? VersionOf(string name) => All.Value.GetValueOrDefault(name);

    /// <summary>
    /// Whether an assembly belongs to the process alone: its own code and its packages, which another version of MoCluster may not have. A module gets
    /// such an assembly only from beside it.
    /// </summary>
    /// <param name="name">The assembly's simple name.</param>
    public static bool IsPrivate(string name) => Private.Value.Contains(name) && !Contains(name);

    private static ImmutableDictionary<string, Version> Collect()
    {
        var found = ImmutableDictionary.CreateBuilder<string, Version>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<Assembly>(Passed.Select(type => type.Assembly));
        while (open.TryDequeue(out var assembly))
        {
            var name = assembly.GetName();
            if (!found.TryAdd(name.Name!, name.Version!))
                continue;
            foreach (var referred in assembly.GetReferencedAssemblies())
                open.Enqueue(AssemblyLoadContext.Default.LoadFromAssemblyName(referred));
        }

        return found.ToImmutable();
    }

    private static ImmutableHashSet<string> CollectPrivate()
    {
        var (own, framework) = (FolderOf(typeof(SharedAssemblies).Assembly.Location), FolderOf(typeof(object).Assembly.Location));

        // A self-contained build has .NET beside the process, and the two cannot be told apart.
        if (own == framework)
            return [];
        var all = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator);
        return all.Where(path => FolderOf(path) == own).Select(path => Path.GetFileNameWithoutExtension(path)).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private static string? FolderOf(string path) => Path.GetDirectoryName(path);
}
