using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Coercion;

/// <summary>Collects errors about variables up to a limit. One further error then says that the limit is reached.</summary>
internal sealed class VariableErrors(int limit, ErrorWording wording)
{
    private readonly List<GraphQLError> _errors = [];

    public int Count => _errors.Count;

    public bool IsFull => _errors.Count > limit;

    /// <summary>Adds an error about a value. Only the text around the value is worded: the value is shown as it was given.</summary>
    public void Add(string before, JsonElement value, string after, VariableDefinitionNode at, GraphQLException? refusal) =>
        AddWorded(wording.Of(before) + wording.Describe(value) + wording.Of(after), at, refusal);

    public void Add(string message, VariableDefinitionNode at) => AddWorded(wording.Of(message), at, null);

    private void AddWorded(string message, VariableDefinitionNode at, GraphQLException? refusal)
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
