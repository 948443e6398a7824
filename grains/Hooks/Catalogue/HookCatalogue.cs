using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces.Hooks;

namespace MoCluster.Grains.Hooks.Catalogue;

/// <summary>The hooks that are always declared: the 56 of Modoboa 1.1.7 (docs/hooks.md §2), from <c>grain-interfaces/Hooks/hooks.json</c>.</summary>
public static class HookCatalogue
{
    /// <summary>The hooks, in the order of Modoboa's documentation.</summary>
    public static ImmutableArray<HookDefinition> BuiltIn { get; } = Read();

    /// <summary>The hooks by namespace and name.</summary>
    internal static FrozenDictionary<HookName, HookDefinition> ByName { get; } =
        BuiltIn.ToFrozenDictionary(hook => new HookName(hook.Namespace, hook.Name));

    private static ImmutableArray<HookDefinition> Read()
    {
        using var file = typeof(HookDefinition).Assembly.GetManifestResourceStream("hooks.json")
            ?? throw new InvalidOperationException("The catalogue of hooks is missing from the assembly.");
        var read = JsonSerializer.Deserialize(file, HookCatalogueJson.Default.HookFile) ?? throw new InvalidOperationException("The catalogue of hooks is empty.");
        return [.. read.Hooks.Select(hook => hook.ToDefinition(read.Namespace))];
    }
}
