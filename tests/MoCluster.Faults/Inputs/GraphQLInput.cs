namespace MoCluster.Faults.Inputs;

/// <summary>An argument, or a field of an input object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as the schema writes it.</param>
/// <param name="HasDefault">Whether it has a default.</param>
internal sealed record GraphQLInput(string Name, string Type, bool HasDefault)
{
    /// <summary>Whether a value must be given.</summary>
    public bool IsRequired => Type.EndsWith('!') && !HasDefault;
}
