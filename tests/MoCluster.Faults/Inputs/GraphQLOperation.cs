namespace MoCluster.Faults.Inputs;

/// <summary>A field with arguments, and the way to it from the root.</summary>
/// <param name="IsMutation">Whether the root is the mutation.</param>
/// <param name="Way">The fields from the root's on; the last is the one that is drawn.</param>
internal sealed record GraphQLOperation(bool IsMutation, GraphQLField[] Way)
{
    /// <summary>The field of the root.</summary>
    public GraphQLField Root => Way[0];

    /// <summary>The field whose arguments are drawn.</summary>
    public GraphQLField Field => Way[^1];

    /// <summary>Its name, for people.</summary>
    public string Name => string.Join(".", Way.Select(step => step.Name));

    /// <summary>Which operations come first: those that make what others need, and last those that end it.</summary>
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
