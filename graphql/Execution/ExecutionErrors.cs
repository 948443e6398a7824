using System.Collections.Immutable;
using MoCluster.GraphQL.Execution.Results;

namespace MoCluster.GraphQL.Execution;

/// <summary>The errors of one execution, up to a limit. Resolvers may report from any thread.</summary>
internal sealed class ExecutionErrors(ExecutorOptions options)
{
    private readonly Lock _lock = new();
    private List<GraphQLError>? _errors;
    private HashSet<Exception>? _told;
    private int _suppressed;

    public void Add(GraphQLError error)
    {
        lock (_lock)
        {
            if (_errors?.Count >= options.MaxErrors)
                _suppressed++;
            else
                (_errors ??= []).Add(error);
        }
    }

    /// <summary>Tells the operator of an exception, once, however many fields it fails.</summary>
    public void Tell(Exception exception, GraphQLError error)
    {
        lock (_lock)
        {
            if (!(_told ??= new HashSet<Exception>(ReferenceEqualityComparer.Instance)).Add(exception))
                return;
        }

        options.OnUnhandled?.Invoke(exception, error);
    }

    public ImmutableArray<GraphQLError> ToImmutable()
    {
        lock (_lock)
        {
            if (_errors is null)
                return [];
            // In the order of the answer, however the fields' ends fell: the same request then has the same answer.
            var sorted = _errors.OrderBy(e => e.Path, AnswerOrder.Instance).ToList();
            if (_suppressed > 0)
            {
                sorted.Add(new GraphQLError(
                    $"{_suppressed} further errors are not shown (limit MaxErrors, {options.MaxErrors}).", ErrorCodes.LimitExceeded));
            }

            return [.. sorted];
        }
    }
}
