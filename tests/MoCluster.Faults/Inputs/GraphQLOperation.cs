namespace MoCluster.Faults.Inputs;

/// <summary>A field with arguments, and the path to it from the root.</summary>
/// <param name="IsMutation">Whether the root is the mutation type.</param>
/// <param name="Way">The fields on the path from the root. The last one is the field whose arguments are drawn.</param>
internal sealed record GraphQLOperation(bool IsMutation, GraphQLField[] Way)
{
    /// <summary>The field of the root.</summary>
    public GraphQLField Root => Way[0];

    /// <summary>The field whose arguments are drawn.</summary>
    public GraphQLField Field => Way[^1];

    /// <summary>The operation's name, for reports.</summary>
    public string Name => string.Join(".", Way.Select(step => step.Name));

    /// <summary>The place in the order: first the operations that create what others need, last those that end it.</summary>
    public int Order => Root.Name.Split('_')[^1] switch
    {
        "declare" or "create" => 0,
        _ when Root.Name.EndsWith("s_create", StringComparison.Ordinal) => 0,
        "terminate" => 3,
        "delete" => 4,
        _ when IsMutation => 1,
        _ => 2,
    };
}
