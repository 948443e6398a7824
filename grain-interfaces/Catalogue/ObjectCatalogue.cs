using System.Collections.Frozen;
using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue.Loading;
using MoCluster.GrainInterfaces.Catalogue.Mutators;

namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>
/// The types of objects. Validation, the GraphQL schema, the client and the documentation are made from them (docs/architecture.md §6). Immutable;
/// lookups are O(1).
/// </summary>
public sealed class ObjectCatalogue
{
    private static readonly Lazy<ObjectCatalogue> LazyBuiltIn = new(LoadBuiltIn);
    private readonly FrozenDictionary<string, TypeDefinition> _types;
    private readonly FrozenDictionary<string, MutatorDefinition> _mutators;

    internal ObjectCatalogue(ImmutableArray<TypeDefinition> types)
    {
        Types = types;
        _types = types.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
        _mutators = types.SelectMany(type => type.Mutators).ToFrozenDictionary(mutator => mutator.Name, StringComparer.Ordinal);
    }

    /// <summary>The 15 types of OS2mo, which are read once from <c>catalogue.json</c> in this assembly.</summary>
    public static ObjectCatalogue BuiltIn => LazyBuiltIn.Value;

    /// <summary>The types, in the order of the file.</summary>
    public ImmutableArray<TypeDefinition> Types { get; }

    /// <summary>Reads a catalogue from packs of types.</summary>
    /// <param name="packs">JSON files in UTF-8. References may lead from one pack to another.</param>
    /// <exception cref="CatalogueException">The packs have problems; the message lists all of them, each with its place.</exception>
    public static ObjectCatalogue Load(params IEnumerable<Stream> packs) => new CatalogueLoader().Load(packs);

    /// <summary>Finds a type by its name, which is its routing key; null when there is none.</summary>
    /// <param name="name">The name.</param>
    public TypeDefinition? FindType(string name) => _types.GetValueOrDefault(name);

    /// <summary>Finds a type by its name for triggers, for example <c>employee</c>, or by its own name; null when there is none.</summary>
    /// <param name="name">The name.</param>
    public TypeDefinition? FindRoleType(string name) =>
        Types.FirstOrDefault(type => type.RoleType == name) ?? FindType(name);

    /// <summary>Finds a family of mutations by its name, for example <c>employee</c>; null when there is none.</summary>
    /// <param name="name">The name.</param>
    public MutatorDefinition? FindMutator(string name) => _mutators.GetValueOrDefault(name);

    /// <summary>The type with a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is no such type.</exception>
    public TypeDefinition this[string name] =>
        FindType(name) ?? throw new KeyNotFoundException($"The catalogue has no type '{name}'.{NearestName.Hint(name, _types.Keys)}");

    private static ObjectCatalogue LoadBuiltIn()
    {
        using var file = typeof(ObjectCatalogue).Assembly.GetManifestResourceStream("catalogue.json")
            ?? throw new InvalidOperationException("The assembly was built without its resource 'catalogue.json'.");
        return Load(file);
    }
}
