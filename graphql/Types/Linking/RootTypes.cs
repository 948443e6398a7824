namespace MoCluster.GraphQL.Types.Linking;

/// <summary>The root types of a schema (spec §3.3.1).</summary>
internal readonly record struct RootTypes(ObjectType Query, ObjectType? Mutation, ObjectType? Subscription);
