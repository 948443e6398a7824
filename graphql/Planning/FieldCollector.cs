using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.BuiltIn;

namespace MoCluster.GraphQL.Planning;

/// <summary>Gathers the fields of selection sets under their response names, in the order of first mention (spec §6.3.2).</summary>
/// <param name="schema">The schema.</param>
/// <param name="findFragment">Finds a fragment of the document by its name.</param>
/// <param name="variables">
/// The variables by which @skip and @include are judged. Null before a request is known, when a rule of validation collects fields: then
/// only literals are judged, and all else counts as false.
/// </param>
/// <param name="type">The object type whose fields are gathered.</param>
internal sealed class FieldCollector(
    Schema schema, Func<string, FragmentDefinitionNode?> findFragment, VariableValues? variables, ObjectType type)
{
    private readonly OrderedDictionary<string, List<FieldNode>> _byResponseName = new(StringComparer.Ordinal);
    private HashSet<string>? _visited;

    public OrderedDictionary<string, List<FieldNode>> ByResponseName => _byResponseName;

    /// <summary>Adds the fields of a selection set.</summary>
    /// <exception cref="ArgumentMismatchException">A variable that is null or missing decides over @skip or @include.</exception>
    public void Collect(SelectionSetNode set)
    {
        foreach (var selection in set.Selections)
        {
            // A fragment that is already in is not looked at again, and neither are the directives of its further spreads.
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

    /// <summary>@skip is asked first, wherever it stands: what it skips, no @include is asked for.</summary>
    private bool IsIncluded(SelectionNode selection) =>
        selection.Directives.IsEmpty
        || (Condition(selection, BuiltInDirectives.Skip) != true && Condition(selection, BuiltInDirectives.Include) != false);

    /// <summary>The argument "if" of a directive of the selection; null if the selection has no such directive.</summary>
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
