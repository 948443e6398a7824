namespace MoCluster.GraphQL.Types;

/// <summary>The root types of a schema (spec §3.3.1); null for kinds of operations that it does not have.</summary>
internal readonly record struct RootTypes(ObjectType Query, ObjectType? Mutation, ObjectType? Subscription);
