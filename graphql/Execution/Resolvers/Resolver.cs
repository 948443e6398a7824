namespace MoCluster.GraphQL.Execution.Resolvers;

/// <summary>How a field gets its value. The executor tells the kinds apart, so that the cheap ones need no context.</summary>
internal abstract class Resolver;
