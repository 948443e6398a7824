using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>Fields of scalars and enums have no selections; all other fields have some (spec §5.3.3).</summary>
internal sealed class ScalarLeafsRule(ValidationContext context) : ValidationRule(context)
{
    public override bool Enter(SyntaxNode node)
    {
        if (node is FieldNode field && Context.Types.Type is { } type)
        {
            var name = field.Name.Value;
            if (type.Named.IsLeaf && field.SelectionSet is not null)
            {
                Context.Report(
                    $"Field \"{name}\" must not have a selection since type \"{type}\" has no subfields.", field.SelectionSet);
            }
            else if (!type.Named.IsLeaf && field.SelectionSet is null)
            {
                Context.Report(
                    $"Field \"{name}\" of type \"{type}\" must have a selection of subfields. Did you mean \"{name} {{ ... }}\"?", field);
            }
        }

        return true;
    }
}
