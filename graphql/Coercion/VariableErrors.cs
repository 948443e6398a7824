using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Coercion;

/// <summary>Collects errors about variables up to a limit. One further error then says that the limit is reached.</summary>
internal sealed class VariableErrors(int limit)
{
    private readonly List<GraphQLError> _errors = [];

    public int Count => _errors.Count;

    public bool IsFull => _errors.Count > limit;

    public void Add(string message, VariableDefinitionNode at, GraphQLException? refusal = null)
    {
        if (IsFull)
            return;
        if (_errors.Count == limit)
        {
            const string tooMany = "Too many errors processing variables, error limit reached. Execution aborted.";
            _errors.Add(new GraphQLError(tooMany, ErrorCodes.BadUserInput));
            return;
        }

        _errors.Add(new GraphQLError(Abbreviation.Of(message), refusal?.Code ?? ErrorCodes.BadUserInput)
        {
            Locations = [at.Location],
            Extensions = refusal?.Extensions,
        });
    }

    public ImmutableArray<GraphQLError> ToImmutable() => [.. _errors];
}
