using MoCluster.GraphQL.Types.Building;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>A part of the schema. It declares types and fields and resolves them.</summary>
internal interface ISchemaPart
{
    /// <summary>Declares the part.</summary>
    /// <param name="schema">The schema.</param>
    void AddTo(SchemaBuilder schema);
}
