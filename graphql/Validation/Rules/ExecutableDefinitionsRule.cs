using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>A document to execute contains only operations and fragments (spec §5.1.1).</summary>
internal sealed class ExecutableDefinitionsRule(ValidationContext context) : ValidationRule(context)
{
    public override bool Enter(SyntaxNode node)
    {
        foreach (var definition in ((DocumentNode)node).Definitions.OfType<TypeSystemDefinitionNode>())
        {
            var name = definition.DefinedName is null ? "schema" : $"\"{definition.DefinedName}\"";
            Context.Report($"The {name} definition is not executable.", definition);
        }

        return false;
    }
}
