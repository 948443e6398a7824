namespace MoCluster.Faults.Inputs;

/// <summary>A field of an object type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as the schema writes it.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record GraphQLField(string Name, string Type, GraphQLInput[] Arguments);
