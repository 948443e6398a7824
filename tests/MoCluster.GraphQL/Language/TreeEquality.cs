using System.Collections;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Tests.Language;

/// <summary>Compares two syntax trees without the places of their nodes. Uses reflection, so that no property is forgotten.</summary>
internal static class TreeEquality
{
    public static bool AreEqual(object? a, object? b)
    {
        if (a is null || b is null || a.GetType() != b.GetType())
            return a is null && b is null;
        if (a is string or bool or Enum)
            return a.Equals(b);
        if (a is IEnumerable list)
            return list.Cast<object?>().SequenceEqual(((IEnumerable)b).Cast<object?>(), new Comparer());
        // A block string is printed as a quoted string if a block string cannot represent it.
        return a.GetType().GetProperties()
            .Where(p => p.Name is not (nameof(SyntaxNode.Span) or nameof(SyntaxNode.Location) or nameof(StringValueNode.IsBlock)))
            .All(p => AreEqual(p.GetValue(a), p.GetValue(b)));
    }

    private sealed class Comparer : IEqualityComparer<object?>
    {
        public new bool Equals(object? x, object? y) => AreEqual(x, y);

        public int GetHashCode(object? obj) => 0;
    }
}
