using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Spelling;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>Literals fit the types expected at their places (spec §5.6.1, §5.6.2, §5.6.4).</summary>
internal sealed class ValuesOfCorrectTypeRule(ValidationContext context) : ValidationRule(context)
{
    public override bool Enter(SyntaxNode node)
    {
        switch (node)
        {
            case ListValueNode list when Context.Types.ParentInputType?.Nullable is not ListType:
                CheckLeaf(list);
                return false;
            case ObjectValueNode map when Context.Types.InputType?.Named is InputObjectType type:
                CheckRequiredFields(map, type);
                return true;
            case ObjectValueNode map:
                CheckLeaf(map);
                return false;
            case ObjectFieldNode field:
                CheckField(field);
                return true;
            case NullValueNode when Context.Types.InputType is NonNullType type:
                Context.Report($"Expected value of type \"{type}\", found null.", node);
                return true;
            case EnumValueNode or IntValueNode or FloatValueNode or StringValueNode or BooleanValueNode:
                CheckLeaf((ValueNode)node);
                return true;
            default:
                return true;
        }
    }

    private void CheckRequiredFields(ObjectValueNode map, InputObjectType type)
    {
        foreach (var definition in type.Fields)
        {
            if (definition.IsRequired && !map.Fields.Any(f => f.Name.Value == definition.Name))
                Context.Report($"Field \"{type}.{definition.Name}\" of required type \"{definition.Type}\" was not provided.", map);
        }
    }

    private void CheckField(ObjectFieldNode field)
    {
        if (Context.Types.InputType is not null || Context.Types.ParentInputType?.Named is not InputObjectType type)
            return;
        var suggestions = Suggestions.For(field.Name.Value, type.Fields.Select(f => f.Name));
        Context.Report($"Field \"{field.Name.Value}\" is not defined by type \"{type}\"." + Suggestions.DidYouMean(suggestions), field);
    }

    private void CheckLeaf(ValueNode node)
    {
        if (Context.Types.InputType is not { } expected)
            return;
        if (!expected.Named.IsLeaf)
        {
            Context.Report($"Expected value of type \"{expected}\", found {DocumentPrinter.Print(node)}.", node);
            return;
        }

        try
        {
            LiteralCoercion.CoerceLeaf(node, expected.Named, null);
        }
        catch (GraphQLException exception)
        {
            Context.Report(exception.Message, node);
        }
        catch (Exception exception) when (LiteralCoercion.IsRefusal(exception))
        {
            Context.Report($"Expected value of type \"{expected}\", found {DocumentPrinter.Print(node)}; {exception.Message}", node);
        }
    }
}
