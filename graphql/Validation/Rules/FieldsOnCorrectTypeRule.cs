using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Spelling;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>Every field that is selected exists on its type (spec §5.3.1).</summary>
internal sealed class FieldsOnCorrectTypeRule(ValidationContext context) : ValidationRule(context)
{
    public override bool Enter(SyntaxNode node)
    {
        if (node is FieldNode field && Context.Types.ParentType is { } type && Context.Types.Field is null)
        {
            var name = field.Name.Value;
            var suggestion = Suggestions.DidYouMean("to use an inline fragment on", TypesWith(type, name));
            if (suggestion.Length == 0 && type is FieldsType fields)
                suggestion = Suggestions.DidYouMean(Suggestions.For(name, fields.Fields.Select(f => f.Name)));
            Context.Report($"Cannot query field \"{name}\" on type \"{type}\"." + suggestion, field);
        }

        return true;
    }

    /// <summary>
    /// The types that a value may also have and that have the field, the most common of them first.
    /// </summary>
    private List<string> TypesWith(NamedType type, string field)
    {
        if (!type.IsAbstract)
            return [];
        var uses = new Dictionary<FieldsType, int>();
        foreach (var possible in Context.Schema.PossibleTypes(type).Where(p => p.FindField(field) is not null))
        {
            uses[possible] = 1;
            foreach (var @interface in possible.Interfaces.Where(i => i.FindField(field) is not null))
                uses[@interface] = uses.GetValueOrDefault(@interface) + 1;
        }

        return [.. InsertionOrder.Sort(uses.Keys, (a, b) => Compare(a, b, uses)).Select(t => t.Name)];
    }

    /// <summary>
    /// Compares as graphql-js does, so that the same suggestions come first. The comparison is not transitive: an interface comes before
    /// the types that implement it whatever their names are, and the name of a third type may be between the two.
    /// </summary>
    private int Compare(FieldsType a, FieldsType b, Dictionary<FieldsType, int> uses)
    {
        if (uses[a] != uses[b])
            return uses[b] - uses[a];
        if (Context.Schema.IsPossible(a, b))
            return -1;
        return Context.Schema.IsPossible(b, a) ? 1 : NaturalOrder.Instance.Compare(a.Name, b.Name);
    }
}
