using System.Collections.Immutable;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Introspection;

/// <summary>The types with which a schema describes itself (spec §4.2). All schemas share the same objects.</summary>
internal static class IntrospectionTypes
{
    private static readonly IReadOnlyDictionary<string, NamedType> Linked = Link();

    public static ImmutableArray<NamedType> All { get; } =
        [.. Linked.Values.Where(t => t.Name.StartsWith("__", StringComparison.Ordinal))];

    public static NamedType Find(string name) => Linked[name];

    private static IReadOnlyDictionary<string, NamedType> Link()
    {
        var linker = new SchemaLinker(
            [
                SchemaIntrospection.Build(),
                TypeIntrospection.Build(),
                TypeIntrospection.BuildKind(),
                FieldIntrospection.BuildField(),
                FieldIntrospection.BuildInputValue(),
                FieldIntrospection.BuildEnumValue(),
                DirectiveIntrospection.Build(),
                DirectiveIntrospection.BuildLocation(),
            ],
            [],
            allowReserved: true);
        var types = linker.LinkTypes();
        linker.Throw();
        return types;
    }
}
