using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.BuiltIn;

namespace MoCluster.GraphQL.Planning;

/// <summary>
/// Groups the fields of selection sets by response name, in the order in which the names first occur (spec §6.3.2, CollectFields).
/// </summary>
/// <param name="schema">The schema that the document was validated against.</param>
/// <param name="findFragment">Finds a fragment of the document by its name.</param>
/// <param name="variables">
/// The variables that decide over @skip and @include. Null when a validation rule collects fields, before a request has variables: then
/// only literals decide, and a variable counts as false.
/// </param>
/// <param name="type">The object type that the selection sets apply to.</param>
internal sealed class FieldCollector(
    Schema schema, Func<string, FragmentDefinitionNode?> findFragment, VariableValues? variables, ObjectType type)
{
    private readonly OrderedDictionary<string, List<FieldNode>> _byResponseName = new(StringComparer.Ordinal);
    private HashSet<string>? _visited;

    public OrderedDictionary<string, List<FieldNode>> ByResponseName => _byResponseName;

    /// <summary>Adds the fields of a selection set.</summary>
    /// <exception cref="ArgumentMismatchException">The argument of a @skip or @include is a variable that is null or missing.</exception>
    public void Collect(SelectionSetNode set)
    {
        foreach (var selection in set.Selections)
        {
            // A fragment is collected once. Its further spreads are ignored, and so are their directives.
            if ((selection is FragmentSpreadNode again && _visited?.Contains(again.Name.Value) == true) || !IsIncluded(selection))
                continue;
            switch (selection)
            {
                case FieldNode field:
                    Add(field);
                    break;
                case InlineFragmentNode inline when Applies(inline.TypeCondition):
                    Collect(inline.SelectionSet);
                    break;
                case FragmentSpreadNode spread:
                    (_visited ??= new(StringComparer.Ordinal)).Add(spread.Name.Value);
                    if (findFragment(spread.Name.Value) is { } fragment && Applies(fragment.TypeCondition))
                        Collect(fragment.SelectionSet);
                    break;
            }
        }
    }

    private void Add(FieldNode field)
    {
        if (_byResponseName.TryGetValue(field.ResponseName, out var nodes))
            nodes.Add(field);
        else
            _byResponseName.Add(field.ResponseName, [field]);
    }

    private bool Applies(NamedTypeNode? condition)
    {
        if (condition is null || condition.Name.Value == type.Name)
            return true;
        return schema.FindType(condition.Name.Value) is { } wanted && schema.IsPossible(wanted, type);
    }

    /// <summary>
    /// Evaluates @skip before @include, in whatever order they are written. If @skip skips the selection, @include is not evaluated.
    /// </summary>
    private bool IsIncluded(SelectionNode selection) =>
        selection.Directives.IsEmpty
        || (Condition(selection, BuiltInDirectives.Skip) != true && Condition(selection, BuiltInDirectives.Include) != false);

    /// <summary>The argument "if" of a directive on the selection; null if the selection does not have the directive.</summary>
    private bool? Condition(SelectionNode selection, DirectiveType directive)
    {
        foreach (var node in selection.Directives)
        {
            if (node.Name.Value == directive.Name)
                return variables is null ? Literal(node) : (bool)ArgumentCoercion.Coerce(directive, node, variables)[0]!;
        }

        return null;
    }

    private static bool Literal(DirectiveNode directive)
    {
        foreach (var argument in directive.Arguments)
        {
            if (argument.Name.Value == "if")
                return argument.Value is BooleanValueNode { Value: true };
        }

        return false;
    }
}
