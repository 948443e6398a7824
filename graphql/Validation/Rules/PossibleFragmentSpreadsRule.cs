using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>A fragment can apply where it is spread: some object type fits both the fragment and the place (spec §5.5.2.3).</summary>
internal sealed class PossibleFragmentSpreadsRule(ValidationContext context) : ValidationRule(context)
{
    public override bool Enter(SyntaxNode node)
    {
        if (Context.Types.ParentType is not { } parent)
            return true;
        switch (node)
        {
            case InlineFragmentNode when Context.Types.Type is NamedType { IsComposite: true } type && !Overlap(type, parent):
                Context.Report($"Fragment cannot be spread here as objects of type \"{parent}\" can never be of type \"{type}\".", node);
                break;
            case FragmentSpreadNode spread when TypeOf(spread) is { } type && !Overlap(type, parent):
                Context.Report(
                    $"Fragment \"{spread.Name.Value}\" cannot be spread here as objects of type \"{parent}\" can never be of type "
                    + $"\"{type}\".",
                    node);
                break;
        }

        return true;
    }

    private NamedType? TypeOf(FragmentSpreadNode spread)
    {
        var fragment = Context.FindFragment(spread.Name.Value);
        var type = fragment is null ? null : Context.Schema.FindType(fragment.TypeCondition.Name.Value);
        return type is { IsComposite: true } ? type : null;
    }

    private bool Overlap(NamedType a, NamedType b)
    {
        if (a == b)
            return true;
        if (a.IsAbstract && b.IsAbstract)
            return Context.Schema.PossibleTypes(a).Any(t => Context.Schema.IsPossible(b, t));
        return Context.Schema.IsPossible(a, b) || Context.Schema.IsPossible(b, a);
    }
}
