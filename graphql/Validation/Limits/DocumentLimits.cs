using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Limits;

/// <summary>
/// Checks the limits on the size of operations, counting fragments as if they were expanded. Each fragment is measured once, and its
/// measure is added wherever it is spread, so even fragments that multiply one another are counted in linear time. A fragment in a cycle
/// counts once here; <see cref="Rules.NoFragmentCyclesRule"/> refuses it.
/// </summary>
internal sealed class DocumentLimits
{
    private readonly Dictionary<string, FragmentDefinitionNode> _fragments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SelectionMeasure> _measured = new(StringComparer.Ordinal);
    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);

    private readonly int _maxNesting;
    private int _nesting;

    private DocumentLimits(DocumentNode document, ExecutorOptions options)
    {
        _maxNesting = options.MaxSelectionNesting;
        foreach (var fragment in document.Definitions.OfType<FragmentDefinitionNode>())
            _fragments.TryAdd(fragment.Name.Value, fragment);
    }

    public static ImmutableArray<GraphQLError> Check(DocumentNode document, ExecutorOptions options)
    {
        var limits = new DocumentLimits(document, options);
        var errors = ImmutableArray.CreateBuilder<GraphQLError>();
        var operations = document.Definitions.OfType<OperationDefinitionNode>().ToList();
        if (operations.Count > options.MaxOperations)
        {
            var message = $"The document has more operations than are allowed: {operations.Count}, "
                + $"limit MaxOperations is {options.MaxOperations}.";
            return [new GraphQLError(message, ErrorCodes.LimitExceeded)];
        }

        foreach (var operation in operations)
        {
            var measure = limits.Measure(operation.SelectionSet);
            var directives = measure.Directives + operation.Directives.Length + operation.Variables.Sum(v => v.Directives.Length);
            Check(measure.Depth, options.MaxDepth, "levels of fields", nameof(options.MaxDepth), operation, errors);
            Check(measure.Height, options.MaxSelectionNesting, "nested selections", nameof(options.MaxSelectionNesting), operation, errors);
            Check(measure.Fields, options.MaxFields, "fields", nameof(options.MaxFields), operation, errors);
            Check(measure.Aliases, options.MaxAliases, "aliases", nameof(options.MaxAliases), operation, errors);
            Check(directives, options.MaxDirectives, "directives", nameof(options.MaxDirectives), operation, errors);
            Check(measure.Spreads, options.MaxFragmentSpreads, "fragment spreads", nameof(options.MaxFragmentSpreads), operation, errors);
            Check(operation.Variables.Length, options.MaxVariables, "variables", nameof(options.MaxVariables), operation, errors);
            if (errors.Count >= options.MaxErrors)
                break;
        }

        return errors.DrainToImmutable();
    }

    private static void Check(
        long found, int limit, string what, string name, OperationDefinitionNode operation, ImmutableArray<GraphQLError>.Builder errors)
    {
        if (found <= limit)
            return;
        var message = $"The operation has more {what} than are allowed: {found}, limit {name} is {limit} (fragments expanded).";
        errors.Add(new GraphQLError(message, ErrorCodes.LimitExceeded) { Locations = [operation.Location] });
    }

    private SelectionMeasure Measure(SelectionSetNode? set)
    {
        var sum = default(SelectionMeasure);
        if (set is null)
            return sum;
        // What is nested deeper than the limit need not be measured, and recursing into it could exhaust the stack.
        if (++_nesting > _maxNesting)
        {
            _nesting--;
            return sum with { Height = 1 };
        }

        foreach (var selection in set.Selections)
        {
            var part = selection switch
            {
                FieldNode field => Measure(field.SelectionSet).Within(field),
                InlineFragmentNode inline => Measure(inline.SelectionSet),
                FragmentSpreadNode spread => MeasureFragment(spread.Name.Value).Spread(),
                _ => default,
            };
            sum = sum.Plus(part, selection.Directives.Length);
        }

        _nesting--;
        return sum.Enclosed();
    }

    private SelectionMeasure MeasureFragment(string name)
    {
        if (_measured.TryGetValue(name, out var known))
            return known;
        if (!_fragments.TryGetValue(name, out var fragment) || !_underWay.Add(name))
            return default;
        var measure = Measure(fragment.SelectionSet);
        _underWay.Remove(name);
        return _measured[name] = measure;
    }
}
