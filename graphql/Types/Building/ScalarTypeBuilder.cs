using MoCluster.GraphQL.Types.Linking;

namespace MoCluster.GraphQL.Types.Building;

/// <summary>Carries a finished scalar into a schema.</summary>
internal sealed class ScalarTypeBuilder(ScalarType scalar) : TypeBuilder(scalar.Name)
{
    public ScalarType Scalar => scalar;

    internal override NamedType Declare(SchemaLinker linker) => scalar;

    internal override void Link(NamedType type, SchemaLinker linker)
    {
    }
}
