using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Documents;

/// <summary>A document that was parsed and validated, with its operations and fragments by name.</summary>
internal sealed class PreparedDocument
{
    private readonly Dictionary<string, FragmentDefinitionNode> _fragments;
    private readonly ImmutableArray<PreparedOperation> _operations;

    public PreparedDocument(Schema schema, DocumentNode document)
    {
        _fragments = document.Definitions.OfType<FragmentDefinitionNode>().ToDictionary(f => f.Name.Value, StringComparer.Ordinal);
        _operations = [.. document.Definitions.OfType<OperationDefinitionNode>().Select(o => new PreparedOperation(schema, this, o))];
    }

    public FragmentDefinitionNode? FindFragment(string name) => _fragments.GetValueOrDefault(name);

    /// <summary>Chooses the operation to run (spec §6.1, GetOperation).</summary>
    public PreparedOperation? FindOperation(string? name, out GraphQLError? error)
    {
        error = null;
        PreparedOperation? found = null;
        if (name is not null)
        {
            found = _operations.FirstOrDefault(o => o.Name == name);
            if (found is null)
                error = Unresolved($"Unknown operation named \"{name}\".");
        }
        else if (_operations.Length == 1)
        {
            found = _operations[0];
        }
        else
        {
            error = Unresolved(_operations.Length == 0
                ? "Must provide an operation."
                : "Must provide operation name if query contains multiple operations.");
        }

        if (found is not null)
            error = Unsupported(found);
        return error is null ? found : null;
    }

    private static GraphQLError? Unsupported(PreparedOperation operation)
    {
        var node = operation.Node;
        if (operation.Schema.RootType(node.Operation) is null)
        {
            var kind = node.Operation == OperationKind.Mutation ? "mutation" : "subscription";
            return Unresolved($"Schema is not configured to execute {kind} operation.") with { Locations = [node.Location] };
        }

        return node.Operation == OperationKind.Subscription
            ? Unresolved("Subscriptions are not supported here; send a query or a mutation.") with { Locations = [node.Location] }
            : null;
    }

    private static GraphQLError Unresolved(string message) => new(message, ErrorCodes.OperationResolutionFailed);
}
