using System.Collections.Immutable;
using MoCluster.GraphQL.Execution.Results;

namespace MoCluster.GraphQL.Execution;

/// <summary>
/// Collects the errors of one execution, up to <see cref="ExecutorOptions.MaxErrors"/>. Resolvers may report errors from any thread.
/// </summary>
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

    /// <summary>The error of an exception that the caller is meant to read, as <see cref="ExecutorOptions.Reword"/> words it.</summary>
    public GraphQLError Describe(GraphQLException exception) => GraphQLError.From(options.Reword?.Invoke(exception) ?? exception);

    /// <summary>Reports an exception to <see cref="ExecutorOptions.OnUnhandled"/>, once, even if it fails many fields.</summary>
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
            // Errors are sorted in the order of the answer, so that a request has the same answer whichever field finished first.
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
