namespace MoCluster.Faults.Inputs;

/// <summary>A field of an object type.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Type">The field's type, as the schema writes it.</param>
/// <param name="Arguments">The arguments that the field takes.</param>
internal sealed record GraphQLField(string Name, string Type, GraphQLInput[] Arguments);
