using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;

namespace MoCluster.Client.Tests.Objects.Generation;

/// <summary>What the catalogue's types and fields are called in the client library.</summary>
internal static class ClientNames
{
    /// <summary>Words of the catalogue that are several, or that English treats on its own.</summary>
    private static readonly Dictionary<string, string> s_words = new()
    {
        ["itassociation"] = "ItAssociation",
        ["itsystem"] = "ItSystem",
        ["itsystems"] = "ItSystems",
        ["ituser"] = "ItUser",
        ["itusers"] = "ItUsers",
        ["persons"] = "People",
        ["rolebinding"] = "RoleBinding",
        ["rolebindings"] = "RoleBindings",
    };

    /// <summary>The record of a type's values.</summary>
    public static string Values(TypeDefinition type) => Pascal(type.Name);

    /// <summary>The property of <see cref="MoObjects"/> that has a family of mutations of a type; the main family has the objects themselves.</summary>
    public static string Set(MutatorDefinition mutator) => mutator == mutator.Type.Mutators[0] ? Pascal(mutator.Type.QueryName) : $"{Pascal(mutator.Name)}s";

    /// <summary>The beginning of the names of a family's inputs.</summary>
    public static string Input(MutatorDefinition mutator) => mutator == mutator.Type.Mutators[0] ? Values(mutator.Type) : Pascal(mutator.Name);

    /// <summary>The property of a field.</summary>
    public static string Property(FieldDefinition field) => field.Kind switch
    {
        FieldKind.Reference => $"{Pascal(field.Name)}Uuid",
        FieldKind.References => $"{Pascal(field.Name).TrimEnd('s')}Uuids",
        _ => Pascal(field.Name),
    };

    /// <summary>The property of a filter by a field.</summary>
    public static string Condition(FieldDefinition field) =>
        field.IsReference ? $"{Property(field).TrimEnd('s')}s" : $"{Pascal(field.Name).TrimEnd('s')}s";

    public static string Pascal(string name) => string.Concat(name.Split('_').Select(word => s_words.GetValueOrDefault(word) ?? char.ToUpperInvariant(word[0]) + word[1..]));
}
