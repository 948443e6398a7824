using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Versions;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>A part of the schema. It declares types and fields and resolves them.</summary>
internal interface ISchemaPart
{
    /// <summary>Declares the part.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="dialect">For whom the schema is built.</param>
    void AddTo(SchemaBuilder schema, Dialect dialect);
}
