using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>An argument is given at most once (spec §5.4.2).</summary>
internal sealed class UniqueArgumentNamesRule(ValidationContext context) : ValidationRule(context)
{
    public override bool Enter(SyntaxNode node)
    {
        ImmutableArray<ArgumentNode> arguments = node switch
        {
            FieldNode field => field.Arguments,
            DirectiveNode directive => directive.Arguments,
            _ => [],
        };
        if (arguments.Length < 2)
            return true;
        foreach (var group in arguments.GroupBy(a => a.Name.Value, StringComparer.Ordinal).Where(g => g.Count() > 1))
            Context.Report($"There can be only one argument named \"{group.Key}\".", group.Select(a => a.Name));
        return true;
    }
}
