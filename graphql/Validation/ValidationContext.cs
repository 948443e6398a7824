using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Validation.Walking;

namespace MoCluster.GraphQL.Validation;

/// <summary>The document under validation, what several rules need to know about it, and the errors that the rules report.</summary>
internal sealed class ValidationContext
{
    private readonly Dictionary<string, FragmentDefinitionNode> _fragments = new(StringComparer.Ordinal);
    private readonly Dictionary<SelectionSetNode, List<FragmentSpreadNode>> _spreads = [];
    private readonly Dictionary<OperationDefinitionNode, List<FragmentDefinitionNode>> _reachable = [];
    private readonly Dictionary<SyntaxNode, List<VariableUsage>> _usages = [];
    private readonly ImmutableArray<GraphQLError>.Builder _errors = ImmutableArray.CreateBuilder<GraphQLError>();

    public ValidationContext(Schema schema, DocumentNode document, ExecutorOptions options)
    {
        Schema = schema;
        Document = document;
        Options = options;
        Types = new TypeTracker(schema);
        foreach (var fragment in document.Definitions.OfType<FragmentDefinitionNode>())
            _fragments[fragment.Name.Value] = fragment;
    }

    public Schema Schema { get; }

    public DocumentNode Document { get; }

    public ExecutorOptions Options { get; }

    public TypeTracker Types { get; }

    public ImmutableArray<GraphQLError> Errors => _errors.ToImmutable();

    /// <summary>Reports an error at the places of some nodes.</summary>
    /// <exception cref="ValidationAbortedException">There are already as many errors as are allowed.</exception>
    public void Report(string message, params IEnumerable<SyntaxNode> nodes)
    {
        if (_errors.Count >= Options.MaxErrors)
        {
            _errors.Add(new GraphQLError(
                "Too many validation errors, error limit reached. Validation aborted.", ErrorCodes.ValidationFailed));
            throw new ValidationAbortedException();
        }

        _errors.Add(new GraphQLError(Abbreviation.Of(message), ErrorCodes.ValidationFailed)
        {
            Locations = [.. nodes.Select(n => n.Location)],
        });
    }

    /// <summary>Reports that the document costs too much to validate, and makes the exception that ends the validation.</summary>
    public ValidationAbortedException Abort(string message)
    {
        _errors.Add(new GraphQLError(message, ErrorCodes.LimitExceeded));
        return new ValidationAbortedException();
    }

    public FragmentDefinitionNode? FindFragment(string name) => _fragments.GetValueOrDefault(name);

    /// <summary>The fragment spreads below a selection set, but not within the fragments themselves.</summary>
    public List<FragmentSpreadNode> SpreadsIn(SelectionSetNode root)
    {
        if (_spreads.TryGetValue(root, out var known))
            return known;
        var spreads = new List<FragmentSpreadNode>();
        var toVisit = new Stack<SelectionSetNode>([root]);
        while (toVisit.TryPop(out var set))
        {
            foreach (var selection in set.Selections)
            {
                if (selection is FragmentSpreadNode spread)
                    spreads.Add(spread);
                else if (selection is FieldNode { SelectionSet: { } below })
                    toVisit.Push(below);
                else if (selection is InlineFragmentNode inline)
                    toVisit.Push(inline.SelectionSet);
            }
        }

        return _spreads[root] = spreads;
    }

    /// <summary>
    /// The fragments that an operation reaches, each once: first those that it spreads itself, then those that they spread, and so on.
    /// </summary>
    public List<FragmentDefinitionNode> FragmentsOf(OperationDefinitionNode operation)
    {
        if (_reachable.TryGetValue(operation, out var known))
            return known;
        var fragments = new List<FragmentDefinitionNode>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var toVisit = new Queue<SelectionSetNode>([operation.SelectionSet]);
        while (toVisit.TryDequeue(out var set))
        {
            foreach (var spread in SpreadsIn(set))
            {
                if (!names.Add(spread.Name.Value) || FindFragment(spread.Name.Value) is not { } fragment)
                    continue;
                fragments.Add(fragment);
                toVisit.Enqueue(fragment.SelectionSet);
            }
        }

        return _reachable[operation] = fragments;
    }

    /// <summary>The uses of variables in an operation and in the fragments that it reaches.</summary>
    public IEnumerable<VariableUsage> UsagesOf(OperationDefinitionNode operation) =>
        UsagesIn(operation).Concat(FragmentsOf(operation).SelectMany(UsagesIn));

    private List<VariableUsage> UsagesIn(SyntaxNode definition)
    {
        if (!_usages.TryGetValue(definition, out var usages))
            _usages.Add(definition, usages = VariableUsages.Find(Schema, definition));
        return usages;
    }
}
