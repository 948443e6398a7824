namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The kinds of operations (spec §2.3).</summary>
public enum OperationKind
{
    /// <summary>Reads only.</summary>
    Query,

    /// <summary>Writes, then reads. The root fields run one after another.</summary>
    Mutation,

    /// <summary>A stream of results. The executor parses and validates subscriptions, but does not run them.</summary>
    Subscription,
}
