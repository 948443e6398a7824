namespace MoCluster.GraphQL.Execution.Resolvers;

/// <summary>Resolves neighbouring root fields of a mutation in one call.</summary>
internal abstract class TogetherResolver : AsynchronousResolver
{
    /// <summary>Resolves fields.</summary>
    /// <param name="contexts">The fields, in the order of the answer.</param>
    /// <returns>Their values, in the same order.</returns>
    public abstract Task<IReadOnlyList<object?>> ResolveAllAsync(IReadOnlyList<FieldContext> contexts);

    /// <summary>Makes the same resolver with a check before it.</summary>
    /// <param name="check">Throws to refuse a field, and with it all that are resolved with it.</param>
    public abstract TogetherResolver With(Action<FieldContext> check);
}
