using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Spelling;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>Every type that is named exists (spec §5.5.1.2, §5.8.2).</summary>
internal sealed class KnownTypeNamesRule(ValidationContext context) : ValidationRule(context)
{
    private readonly HashSet<string> _defined =
    [
        .. context.Document.Definitions.OfType<TypeSystemDefinitionNode>().Where(d => !d.IsExtension && d is not DirectiveDefinitionNode)
            .Select(d => d.DefinedName).OfType<string>(),
    ];

    public override bool Enter(SyntaxNode node)
    {
        if (node is not NamedTypeNode type)
            return true;
        var name = type.Name.Value;
        if (Context.Schema.FindType(name) is null && !_defined.Contains(name))
        {
            var suggestions = Suggestions.For(name, Context.Schema.Types.Select(t => t.Name).Concat(_defined));
            Context.Report($"Unknown type \"{name}\"." + Suggestions.DidYouMean(suggestions), type);
        }

        return false;
    }
}
