using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Merging;

/// <summary>Compares values as they are written. The order of the fields of an input object does not matter.</summary>
internal static class ValueEquality
{
    public static bool AreEqual(ValueNode a, ValueNode b) => (a, b) switch
    {
        (VariableNode x, VariableNode y) => x.Name.Value == y.Name.Value,
        (IntValueNode x, IntValueNode y) => x.Value == y.Value,
        (FloatValueNode x, FloatValueNode y) => x.Value == y.Value,
        (StringValueNode x, StringValueNode y) => x.Value == y.Value && x.IsBlock == y.IsBlock,
        (BooleanValueNode x, BooleanValueNode y) => x.Value == y.Value,
        (NullValueNode, NullValueNode) => true,
        (EnumValueNode x, EnumValueNode y) => x.Value == y.Value,
        (ListValueNode x, ListValueNode y) => AreEqual(x, y),
        (ObjectValueNode x, ObjectValueNode y) => AreEqual(x, y),
        _ => false,
    };

    private static bool AreEqual(ListValueNode a, ListValueNode b)
    {
        if (a.Values.Length != b.Values.Length)
            return false;
        for (var i = 0; i < a.Values.Length; i++)
        {
            if (!AreEqual(a.Values[i], b.Values[i]))
                return false;
        }

        return true;
    }

    private static bool AreEqual(ObjectValueNode a, ObjectValueNode b)
    {
        if (a.Fields.Length != b.Fields.Length)
            return false;
        var sorted1 = a.Fields.OrderBy(f => f.Name.Value, StringComparer.Ordinal);
        var sorted2 = b.Fields.OrderBy(f => f.Name.Value, StringComparer.Ordinal);
        return sorted1.Zip(sorted2).All(
            pair => pair.First.Name.Value == pair.Second.Name.Value && AreEqual(pair.First.Value, pair.Second.Value));
    }
}
