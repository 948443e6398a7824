namespace MoCluster.GraphQL.Execution.Resolvers;

/// <summary>
/// How a field gets its value. The kinds are separate classes so that the executor can skip work that the cheap ones do not need.
/// </summary>
internal abstract class Resolver;
