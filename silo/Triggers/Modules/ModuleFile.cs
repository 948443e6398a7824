using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using MoCluster.Modules;

namespace MoCluster.Silo.Triggers.Modules;

/// <summary>An assembly of the customer directory and its classes. It is read as a file; nothing of it is loaded.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="Classes">The full names of its classes outside of other classes.</param>
/// <param name="Modules">The full names of those that implement <see cref="ITriggerModule"/> themselves.</param>
/// <param name="Problem">Why the file cannot be read; null if it could.</param>
internal sealed record ModuleFile(string Path, ImmutableArray<string> Classes, ImmutableArray<string> Modules, string? Problem = null)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file's full path.</param>
    public static ModuleFile Read(string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            if (!file.HasMetadata)
                return Unreadable(path, "is no .NET assembly");
            var metadata = file.GetMetadataReader();
            var classes = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(type => type.GetDeclaringType().IsNil)
                .Select(type => (Name: NameOf(metadata, type.Namespace, type.Name), IsModule: IsModule(metadata, type))).ToArray();
            return new ModuleFile(path, [.. classes.Select(found => found.Name)], [.. classes.Where(found => found.IsModule).Select(found => found.Name)]);
        }
        catch (BadImageFormatException)
        {
            return Unreadable(path, "is no .NET assembly");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Unreadable(path, $"cannot be read ({failure.Message})");
        }
    }

    private static ModuleFile Unreadable(string path, string problem) => new(path, [], [], $"'{path}' {problem}");

    private static bool IsModule(MetadataReader metadata, TypeDefinition type) => type.GetInterfaceImplementations()
        .Select(implementation => metadata.GetInterfaceImplementation(implementation).Interface)
        .Where(handle => handle.Kind == HandleKind.TypeReference)
        .Select(handle => metadata.GetTypeReference((TypeReferenceHandle)handle))
        .Any(reference => NameOf(metadata, reference.Namespace, reference.Name) == typeof(ITriggerModule).FullName);

    private static string NameOf(MetadataReader metadata, StringHandle space, StringHandle name) =>
        space.IsNil ? metadata.GetString(name) : $"{metadata.GetString(space)}.{metadata.GetString(name)}";
}
