using System.Runtime.CompilerServices;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation.Merging;

/// <summary>
/// Finds the fields of a selection set that cannot be merged. It compares the fields with one another and with those of the fragments that
/// are spread, and the fields of these fragments with one another. Each selection set is collected once and each pair of fragments compared
/// once. The number of pairs of fields is limited, because a small document can have a great many.
/// </summary>
internal sealed class FieldMerging(ValidationContext context)
{
    private readonly Dictionary<(GraphQLType?, SelectionSetNode), SelectedFields> _collected = [];
    private readonly Dictionary<(SelectedFields, string), bool> _comparedWithFragment = [];
    private readonly Dictionary<(string, string), bool> _comparedFragments = [];
    private int _comparisons;

    /// <summary>The conflicts within a selection set, including its fragments.</summary>
    public List<FieldConflict> FindConflicts(GraphQLType? parent, SelectionSetNode set)
    {
        var conflicts = new List<FieldConflict>();
        var fields = Collect(parent, set);
        CompareWithin(fields, conflicts);
        for (var i = 0; i < fields.Fragments.Count; i++)
        {
            CompareWithFragment(fields, fields.Fragments[i], isExclusive: false, conflicts);
            for (var j = i + 1; j < fields.Fragments.Count; j++)
                CompareFragments(fields.Fragments[i], fields.Fragments[j], isExclusive: false, conflicts);
        }

        return conflicts;
    }

    private void CompareWithin(SelectedFields fields, List<FieldConflict> conflicts)
    {
        foreach (var (name, uses) in fields.ByName)
        {
            for (var i = 0; i < uses.Count; i++)
            {
                for (var j = i + 1; j < uses.Count; j++)
                    Compare(name, uses[i], uses[j], isExclusive: false, conflicts);
            }
        }
    }

    private void CompareBetween(SelectedFields fields1, SelectedFields fields2, bool isExclusive, List<FieldConflict> conflicts)
    {
        foreach (var (name, uses1) in fields1.ByName)
        {
            if (!fields2.ByName.TryGetValue(name, out var uses2))
                continue;
            foreach (var use1 in uses1)
            {
                foreach (var use2 in uses2)
                    Compare(name, use1, use2, isExclusive, conflicts);
            }
        }
    }

    private void CompareWithFragment(SelectedFields fields, string fragment, bool isExclusive, List<FieldConflict> conflicts)
    {
        // Two selections that were compared as if they could be on one object need not be compared again as exclusive. The reverse does not
        // hold.
        if (IsDone(_comparedWithFragment, (fields, fragment), isExclusive) || CollectFragment(fragment) is not { } other || other == fields)
            return;
        Spend();
        CheckStack();
        CompareBetween(fields, other, isExclusive, conflicts);
        foreach (var nested in other.Fragments)
            CompareWithFragment(fields, nested, isExclusive, conflicts);
    }

    private void CompareFragments(string name1, string name2, bool isExclusive, List<FieldConflict> conflicts)
    {
        var key = string.CompareOrdinal(name1, name2) < 0 ? (name1, name2) : (name2, name1);
        if (name1 == name2 || IsDone(_comparedFragments, key, isExclusive))
            return;
        if (CollectFragment(name1) is not { } fields1 || CollectFragment(name2) is not { } fields2)
            return;
        Spend();
        CheckStack();
        CompareBetween(fields1, fields2, isExclusive, conflicts);
        foreach (var nested in fields2.Fragments)
            CompareFragments(name1, nested, isExclusive, conflicts);
        foreach (var nested in fields1.Fragments)
            CompareFragments(nested, name2, isExclusive, conflicts);
    }

    private static bool IsDone<TKey>(Dictionary<TKey, bool> done, TKey key, bool isExclusive)
        where TKey : notnull
    {
        if (done.TryGetValue(key, out var before) && (!before || isExclusive))
            return true;
        done[key] = isExclusive;
        return false;
    }

    private void Compare(string name, FieldUse use1, FieldUse use2, bool isExclusive, List<FieldConflict> conflicts)
    {
        // Conflicts beyond the limit on errors would not be reported, so they are not looked for.
        if (conflicts.Count <= context.Options.MaxErrors && FindConflict(name, use1, use2, isExclusive) is { } conflict)
            conflicts.Add(conflict);
    }

    private FieldConflict? FindConflict(string name, FieldUse use1, FieldUse use2, bool parentsAreExclusive)
    {
        Spend();
        // Fields of two different object types are never both on one object of the answer. Then only the shapes of their values must agree.
        var isExclusive = parentsAreExclusive || (use1.Parent != use2.Parent && use1.Parent is ObjectType && use2.Parent is ObjectType);
        if (!isExclusive && Difference(use1.Node, use2.Node) is { } reason)
            return new FieldConflict(name, reason, [use1.Node], [use2.Node]);
        var type1 = use1.Definition?.Type;
        var type2 = use2.Definition?.Type;
        if (type1 is not null && type2 is not null && ShapesDiffer(type1, type2))
            return new FieldConflict(name, $"they return conflicting types \"{type1}\" and \"{type2}\"", [use1.Node], [use2.Node]);
        if (use1.Node.SelectionSet is not { } set1 || use2.Node.SelectionSet is not { } set2)
            return null;
        var below = CompareSelections(Collect(type1?.Named, set1), Collect(type2?.Named, set2), isExclusive);
        return below.Count == 0 ? null : Summarise(name, use1, use2, below);
    }

    private List<FieldConflict> CompareSelections(SelectedFields fields1, SelectedFields fields2, bool isExclusive)
    {
        var conflicts = new List<FieldConflict>();
        CompareBetween(fields1, fields2, isExclusive, conflicts);
        foreach (var fragment in fields2.Fragments)
            CompareWithFragment(fields1, fragment, isExclusive, conflicts);
        foreach (var fragment in fields1.Fragments)
            CompareWithFragment(fields2, fragment, isExclusive, conflicts);
        foreach (var fragment1 in fields1.Fragments)
        {
            foreach (var fragment2 in fields2.Fragments)
                CompareFragments(fragment1, fragment2, isExclusive, conflicts);
        }

        return conflicts;
    }

    private static FieldConflict Summarise(string name, FieldUse use1, FieldUse use2, List<FieldConflict> below) => new(
        name,
        string.Join(" and ", below.Select(c => $"subfields \"{c.ResponseName}\" conflict because {c.Reason}")),
        [use1.Node, .. below.SelectMany(c => c.Fields1)],
        [use2.Node, .. below.SelectMany(c => c.Fields2)]);

    private static string? Difference(FieldNode node1, FieldNode node2)
    {
        if (node1.Name.Value != node2.Name.Value)
            return $"\"{node1.Name.Value}\" and \"{node2.Name.Value}\" are different fields";
        return SameArguments(node1, node2) ? null : "they have differing arguments";
    }

    private static bool SameArguments(FieldNode node1, FieldNode node2)
    {
        if (node1.Arguments.Length != node2.Arguments.Length)
            return false;
        foreach (var argument1 in node1.Arguments)
        {
            var argument2 = node2.Arguments.FirstOrDefault(a => a.Name.Value == argument1.Name.Value);
            if (argument2 is null || !ValueEquality.AreEqual(argument1.Value, argument2.Value))
                return false;
        }

        return true;
    }

    private static bool ShapesDiffer(GraphQLType type1, GraphQLType type2) => (type1, type2) switch
    {
        (ListType list1, ListType list2) => ShapesDiffer(list1.Of, list2.Of),
        (ListType, _) or (_, ListType) => true,
        (NonNullType nonNull1, NonNullType nonNull2) => ShapesDiffer(nonNull1.Of, nonNull2.Of),
        (NonNullType, _) or (_, NonNullType) => true,
        _ => (type1.Named.IsLeaf || type2.Named.IsLeaf) && type1 != type2,
    };

    private SelectedFields? CollectFragment(string name) =>
        context.FindFragment(name) is { } fragment ? Collect(context.Schema.FindType(fragment.TypeCondition), fragment.SelectionSet) : null;

    private SelectedFields Collect(GraphQLType? parent, SelectionSetNode set)
    {
        if (_collected.TryGetValue((parent, set), out var known))
            return known;
        var fields = new SelectedFields();
        CollectInto(fields, parent, set);
        _collected.Add((parent, set), fields);
        return fields;
    }

    private void CollectInto(SelectedFields fields, GraphQLType? parent, SelectionSetNode set)
    {
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    if (!fields.ByName.TryGetValue(field.ResponseName, out var uses))
                        fields.ByName.Add(field.ResponseName, uses = []);
                    uses.Add(new FieldUse(parent, field, (parent as FieldsType)?.FindField(field.Name.Value)));
                    break;
                case FragmentSpreadNode spread when !fields.Fragments.Contains(spread.Name.Value):
                    fields.Fragments.Add(spread.Name.Value);
                    break;
                case InlineFragmentNode inline:
                    var type = inline.TypeCondition is null ? parent : context.Schema.FindType(inline.TypeCondition);
                    CollectInto(fields, type, inline.SelectionSet);
                    break;
            }
        }
    }

    /// <summary>
    /// Ends validation before the stack is exhausted. Limits bound how deep fragments nest, but fragments in a cycle can be compared pair
    /// after pair to any depth; the rule that refuses cycles runs in the same walk, so they are not refused yet.
    /// </summary>
    private void CheckStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw context.Abort("The fragments of the document refer to one another too deeply to compare. Validation aborted.");
    }

    private void Spend()
    {
        var limit = context.Options.MaxFieldComparisons;
        if (++_comparisons > limit)
        {
            throw context.Abort(
                $"The document selects fields under the same names too often: more than {limit} pairs to compare "
                + "(limit MaxFieldComparisons). Validation aborted.");
        }
    }
}
