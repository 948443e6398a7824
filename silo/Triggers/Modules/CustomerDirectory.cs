using System.Collections.Immutable;

namespace MoCluster.Silo.Triggers.Modules;

/// <summary>Finds the classes of modules among the customer's assemblies, <c>NAME/NAME.dll</c> and <c>NAME.dll</c> in one directory.</summary>
/// <param name="path">The directory's full path. It need not exist.</param>
/// <param name="files">The assemblies.</param>
internal sealed class CustomerDirectory(string path, ImmutableArray<ModuleFile> files)
{
    /// <summary>The most modules that a message lists.</summary>
    private const int MostListed = 10;

    /// <summary>The directory's full path.</summary>
    public string Path => path;

    /// <summary>Whether there are no assemblies.</summary>
    public bool IsEmpty => files.IsEmpty;

    /// <summary>Reads the assemblies of a directory, without loading them.</summary>
    /// <param name="path">The directory's full path.</param>
    public static CustomerDirectory Read(string path) => new(path, [.. Assemblies(path).Select(ModuleFile.Read)]);

    /// <summary>Finds the assembly of a class.</summary>
    /// <param name="name">The full name of the class, whatever its case.</param>
    /// <returns>The path of the assembly, and the name as the class spells it.</returns>
    /// <exception cref="ModuleLoadException">There is no such class, or more than one.</exception>
    public (string Assembly, string Class) Find(string name)
    {
        var found = files.SelectMany(file => file.Classes, (file, type) => (file.Path, type))
            .Where(pair => pair.type.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found switch
        {
            [var one] => one,
            [] => throw new ModuleLoadException(SayMissing()),
            _ => throw new ModuleLoadException(
                $"{found.Length} classes have this name, in {string.Join(" and in ", found.Select(pair => $"'{pair.Path}'"))}. Leave one of them there."),
        };
    }

    private static IEnumerable<string> Assemblies(string path)
    {
        if (!Directory.Exists(path))
            return [];
        var own = Directory.EnumerateDirectories(path)
            .SelectMany(folder => Libraries(folder).Where(file => IsNamed(file, System.IO.Path.GetFileName(folder))));
        return own.Concat(Libraries(path)).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Libraries(string folder) =>
        Directory.EnumerateFiles(folder, "*.dll", new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive });

    private static bool IsNamed(string file, string name) =>
        System.IO.Path.GetFileNameWithoutExtension(file).Equals(name, StringComparison.OrdinalIgnoreCase);

    private string SayMissing()
    {
        if (!Directory.Exists(path))
            return $"the directory '{path}' (Triggers:Directory) does not exist.";
        var modules = files.SelectMany(file => file.Modules).Distinct().Order(StringComparer.Ordinal).ToArray();
        var there = modules.Length == 0
            ? "none has a module. An assembly must be NAME/NAME.dll or NAME.dll there"
            : $"the modules there are {string.Join(", ", modules.Take(MostListed))}{(modules.Length > MostListed ? " …" : "")}";
        var unread = string.Concat(files.Select(file => file.Problem).OfType<string>().Select(problem => $" {problem}."));
        return $"no assembly in '{path}' has a class of this name; {there}.{unread}";
    }
}
