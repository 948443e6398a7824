using System.Reflection;
using System.Runtime.Loader;

namespace MoCluster.Silo.Triggers.Modules;

/// <summary>
/// Loads an assembly of the customer and its dependencies apart from the process's own: from beside the assembly, in the versions that it was built
/// with (its .deps.json), except for <see cref="SharedAssemblies"/> and what is not beside it, such as .NET itself.
/// </summary>
/// <param name="path">The assembly's full path.</param>
/// <param name="resolver">Finds what is beside the assembly.</param>
internal sealed class ModuleLoadContext(string path, AssemblyDependencyResolver resolver) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    /// <summary>Makes the context of an assembly.</summary>
    /// <param name="path">The assembly's full path.</param>
    /// <exception cref="ModuleLoadException">The file of its dependencies is damaged.</exception>
    public static ModuleLoadContext Of(string path)
    {
        try
        {
            return new ModuleLoadContext(path, new AssemblyDependencyResolver(path));
        }
        catch (InvalidOperationException damaged)
        {
            throw new ModuleLoadException($"the dependencies of '{path}' cannot be read from its .deps.json.", damaged);
        }
    }

    /// <summary>Loads the assembly and checks that everything to which it refers is there, so that a trigger does not fail later.</summary>
    /// <exception cref="ModuleLoadException">The assembly or a dependency cannot be loaded.</exception>
    public Assembly LoadMain()
    {
        try
        {
            var main = LoadFromAssemblyPath(path);
            foreach (var referred in main.GetReferencedAssemblies())
                CheckReference(referred);
            return main;
        }
        catch (Exception failure) when (failure is IOException or BadImageFormatException)
        {
            throw new ModuleLoadException($"'{path}' cannot be loaded ({failure.Message})", failure);
        }
    }

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Null leaves the assembly to the process.
        if (SharedAssemblies.Contains(assemblyName.Name!))
            return null;
        if (resolver.ResolveAssemblyToPath(assemblyName) is { } found)
            return LoadFromAssemblyPath(found);
        return SharedAssemblies.IsPrivate(assemblyName.Name!)
            ? throw new FileNotFoundException($"{assemblyName} is not beside the module, and the silo does not lend its own.")
            : null;
    }

    /// <inheritdoc />
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;

    private void CheckReference(AssemblyName referred)
    {
        if (SharedAssemblies.VersionOf(referred.Name!) is { } shared && shared < referred.Version)
        {
            throw new ModuleLoadException($"it was built for {referred.Name} {referred.Version}, and the silo has {shared}. Build it for .NET "
                + $"{Environment.Version.Major} (TargetFramework net{Environment.Version.Major}.0), and with packages of that version.");
        }

        try
        {
            LoadFromAssemblyName(referred);
        }
        catch (Exception missing) when (missing is IOException or BadImageFormatException)
        {
            throw new ModuleLoadException(
                $"it needs the assembly {referred.Name} {referred.Version}, which is neither beside it nor a part of .NET or of the module API. Copy what 'dotnet publish' writes.",
                missing);
        }
    }
}
