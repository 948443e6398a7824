using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Execution;

/// <summary>Gathers the fields of selection sets under their response names, in the order of first mention (spec §6.3.2).</summary>
internal sealed class FieldCollector(
    Schema schema, Func<string, FragmentDefinitionNode?> findFragment, VariableValues variables, ObjectType type)
{
    private readonly OrderedDictionary<string, List<FieldNode>> _groups = new(StringComparer.Ordinal);
    private HashSet<string>? _visited;

    public OrderedDictionary<string, List<FieldNode>> Groups => _groups;

    public void Collect(SelectionSetNode set)
    {
        foreach (var selection in set.Selections)
        {
            if (!IsIncluded(selection))
                continue;
            switch (selection)
            {
                case FieldNode field:
                    Add(field);
                    break;
                case InlineFragmentNode inline when Applies(inline.TypeCondition):
                    Collect(inline.SelectionSet);
                    break;
                case FragmentSpreadNode spread when (_visited ??= new(StringComparer.Ordinal)).Add(spread.Name.Value):
                    if (findFragment(spread.Name.Value) is { } fragment && Applies(fragment.TypeCondition))
                        Collect(fragment.SelectionSet);
                    break;
            }
        }
    }

    private void Add(FieldNode field)
    {
        if (_groups.TryGetValue(field.ResponseName, out var group))
            group.Add(field);
        else
            _groups.Add(field.ResponseName, [field]);
    }

    private bool Applies(NamedTypeNode? condition)
    {
        if (condition is null || condition.Name.Value == type.Name)
            return true;
        return schema.FindType(condition.Name.Value) is { } wanted && schema.IsPossible(wanted, type);
    }

    private bool IsIncluded(SelectionNode selection)
    {
        foreach (var directive in selection.Directives)
        {
            if (directive.Name.Value == "skip" && Condition(directive))
                return false;
            if (directive.Name.Value == "include" && !Condition(directive))
                return false;
        }

        return true;
    }

    /// <summary>
    /// The argument "if" is a Boolean!, so validation leaves a literal or a variable that was coerced to one. Before validation, when
    /// a rule collects fields, anything can stand there; it then counts as false.
    /// </summary>
    private bool Condition(DirectiveNode directive)
    {
        foreach (var argument in directive.Arguments)
        {
            if (argument.Name.Value != "if")
                continue;
            return argument.Value switch
            {
                BooleanValueNode literal => literal.Value,
                VariableNode variable => variables.TryGet(variable.Name.Value, out var value) && value is true,
                _ => false,
            };
        }

        return false;
    }
}
