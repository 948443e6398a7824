namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The kinds of operations (spec §2.3).</summary>
public enum OperationKind
{
    /// <summary>Reads.</summary>
    Query,

    /// <summary>Writes, then reads; the root fields run one after another.</summary>
    Mutation,

    /// <summary>A stream of results. Parsed and validated; this executor does not run it.</summary>
    Subscription,
}
