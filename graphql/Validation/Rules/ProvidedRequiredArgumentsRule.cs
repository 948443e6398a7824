using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>Every required argument is given (spec §5.4.2.1).</summary>
internal sealed class ProvidedRequiredArgumentsRule(ValidationContext context) : ValidationRule(context)
{
    public override void Leave(SyntaxNode node)
    {
        switch (node)
        {
            case FieldNode selected when Context.Types.Field is { } field:
                Check(node, $"Field \"{field.Name}\"", field.Arguments, selected.Arguments);
                break;
            case DirectiveNode given when Context.Schema.FindDirective(given.Name.Value) is { } directive:
                Check(node, $"Directive \"@{directive.Name}\"", directive.Arguments, given.Arguments);
                break;
        }
    }

    private void Check(SyntaxNode node, string owner, ImmutableArray<InputValue> definitions, ImmutableArray<ArgumentNode> given)
    {
        foreach (var definition in definitions)
        {
            if (definition.IsRequired && !given.Any(a => a.Name.Value == definition.Name))
            {
                Context.Report(
                    $"{owner} argument \"{definition.Name}\" of type \"{definition.Type}\" is required, but it was not provided.", node);
            }
        }
    }
}
