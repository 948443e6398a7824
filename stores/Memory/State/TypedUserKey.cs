namespace MoCluster.Stores.Memory.State;

/// <summary>A user key among the objects of one type.</summary>
/// <param name="Type">The type's routing key.</param>
/// <param name="UserKey">The user key.</param>
internal readonly record struct TypedUserKey(string Type, string UserKey);
