namespace MoCluster.GraphQL.Types.Building;

/// <summary>Adds a finished scalar to a schema.</summary>
internal sealed class ScalarTypeBuilder(ScalarType scalar) : TypeBuilder(scalar.Name)
{
    public ScalarType Scalar => scalar;

    internal override NamedType Declare(SchemaLinker linker) => scalar;

    internal override void Link(NamedType type, SchemaLinker linker)
    {
    }
}
