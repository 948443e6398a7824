using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Spelling;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>Every argument that is given is defined by its field or directive (spec §5.4.1).</summary>
internal sealed class KnownArgumentNamesRule(ValidationContext context) : ValidationRule(context)
{
    public override bool Enter(SyntaxNode node)
    {
        switch (node)
        {
            case DirectiveNode directive:
                CheckDirective(directive);
                return false;
            case ArgumentNode argument when Context.Types is { Argument: null, Field: { } field, ParentType: { } parent }:
                var suggestions = Suggestions.For(argument.Name.Value, field.Arguments.Select(a => a.Name));
                Context.Report(
                    $"Unknown argument \"{argument.Name.Value}\" on field \"{parent}.{field.Name}\"." + Suggestions.DidYouMean(suggestions),
                    argument);
                return true;
            default:
                return true;
        }
    }

    private void CheckDirective(DirectiveNode node)
    {
        if (Context.Schema.FindDirective(node.Name.Value) is not { } directive)
            return;
        foreach (var argument in node.Arguments.Where(a => directive.Arguments.All(known => known.Name != a.Name.Value)))
        {
            var suggestions = Suggestions.For(argument.Name.Value, directive.Arguments.Select(a => a.Name));
            Context.Report(
                $"Unknown argument \"{argument.Name.Value}\" on directive \"@{directive.Name}\"." + Suggestions.DidYouMean(suggestions),
                argument);
        }
    }
}
