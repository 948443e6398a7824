using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>
/// Introspection nests its lists at most two deep. Types refer to one another in cycles, so each further level multiplies the size of the
/// answer. The specification does not have this rule; graphql-js does.
/// </summary>
internal sealed class MaxIntrospectionDepthRule(ValidationContext context) : ValidationRule(context)
{
    private const int MaxLists = 3;

    public override bool Enter(SyntaxNode node)
    {
        if (node is not FieldNode { Name.Value: "__schema" or "__type", SelectionSet: { } set })
            return true;
        // For each fragment, the greatest depth at which it stayed within the limit. It is examined again only at a greater depth.
        if (!Exceeds(set, 0, new Dictionary<string, int>(StringComparer.Ordinal)))
            return true;
        Context.Report("Maximum introspection depth exceeded", node);
        return false;
    }

    private bool Exceeds(SelectionSetNode set, int depth, Dictionary<string, int> seen)
    {
        foreach (var selection in set.Selections)
        {
            var exceeds = selection switch
            {
                FieldNode field => ExceedsField(field, depth, seen),
                InlineFragmentNode inline => Exceeds(inline.SelectionSet, depth, seen),
                FragmentSpreadNode spread => ExceedsFragment(spread.Name.Value, depth, seen),
                _ => false,
            };
            if (exceeds)
                return true;
        }

        return false;
    }

    private bool ExceedsField(FieldNode field, int depth, Dictionary<string, int> seen)
    {
        if (field.Name.Value is "fields" or "interfaces" or "possibleTypes" or "inputFields" && ++depth >= MaxLists)
            return true;
        return field.SelectionSet is not null && Exceeds(field.SelectionSet, depth, seen);
    }

    private bool ExceedsFragment(string name, int depth, Dictionary<string, int> seen)
    {
        if ((seen.TryGetValue(name, out var before) && before >= depth) || Context.FindFragment(name) is not { } fragment)
            return false;
        seen[name] = depth;
        return Exceeds(fragment.SelectionSet, depth, seen);
    }
}
