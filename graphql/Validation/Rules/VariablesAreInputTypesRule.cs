using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>The types of variables are input types (spec §5.8.2).</summary>
internal sealed class VariablesAreInputTypesRule(ValidationContext context) : ValidationRule(context)
{
    public override bool Enter(SyntaxNode node)
    {
        if (node is VariableDefinitionNode variable && Context.Schema.FindType(variable.Type) is { IsInput: false })
        {
            Context.Report(
                $"Variable \"${variable.Variable.Name.Value}\" cannot be non-input type \"{DocumentPrinter.Print(variable.Type)}\".",
                variable.Type);
        }

        return true;
    }
}
