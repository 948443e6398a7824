using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Walking;

/// <summary>
/// Leads a visitor through a syntax tree, depth first, children in the order of the text, and keeps the types up to date.
/// </summary>
internal sealed class SyntaxWalker(TypeTracker types, IVisitor visitor)
{
    /// <summary>Walks a node and all below it.</summary>
    public void Walk(SyntaxNode node)
    {
        types.Enter(node);
        if (visitor.Enter(node))
        {
            types.BeginChildren(node);
            WalkChildren(node);
            types.EndChildren();
            visitor.Leave(node);
        }

        types.Leave(node);
    }

    private void WalkChildren(SyntaxNode node)
    {
        switch (node)
        {
            case DocumentNode document:
                WalkAll(document.Definitions);
                break;
            case OperationDefinitionNode operation:
                WalkAll(operation.Variables);
                WalkAll(operation.Directives);
                Walk(operation.SelectionSet);
                break;
            case FragmentDefinitionNode fragment:
                Walk(fragment.TypeCondition);
                WalkAll(fragment.Directives);
                Walk(fragment.SelectionSet);
                break;
            case VariableDefinitionNode variable:
                Walk(variable.Variable);
                Walk(variable.Type);
                WalkOptional(variable.DefaultValue);
                WalkAll(variable.Directives);
                break;
            case SelectionSetNode set:
                WalkAll(set.Selections);
                break;
            case FieldNode field:
                WalkAll(field.Arguments);
                WalkAll(field.Directives);
                WalkOptional(field.SelectionSet);
                break;
            case FragmentSpreadNode spread:
                WalkAll(spread.Directives);
                break;
            case InlineFragmentNode inline:
                WalkOptional(inline.TypeCondition);
                WalkAll(inline.Directives);
                Walk(inline.SelectionSet);
                break;
            case DirectiveNode directive:
                WalkAll(directive.Arguments);
                break;
            case ArgumentNode argument:
                Walk(argument.Value);
                break;
            case ListValueNode list:
                WalkAll(list.Values);
                break;
            case ObjectValueNode map:
                WalkAll(map.Fields);
                break;
            case ObjectFieldNode field:
                Walk(field.Value);
                break;
            case ListTypeNode list:
                Walk(list.Of);
                break;
            case NonNullTypeNode nonNull:
                Walk(nonNull.Of);
                break;
            default:
                WalkTypeSystem(node);
                break;
        }
    }

    /// <summary>
    /// Walks type definitions. A document to execute must not have them, but the errors within them are reported too, as graphql-js does.
    /// </summary>
    private void WalkTypeSystem(SyntaxNode node)
    {
        switch (node)
        {
            case SchemaDefinitionNode schemaDefinition:
                WalkAll(schemaDefinition.Directives);
                WalkAll(schemaDefinition.OperationTypes);
                break;
            case OperationTypeNode root:
                Walk(root.Type);
                break;
            case ScalarDefinitionNode scalar:
                WalkAll(scalar.Directives);
                break;
            case ObjectDefinitionNode type:
                WalkAll(type.Interfaces);
                WalkAll(type.Directives);
                WalkAll(type.Fields);
                break;
            case InterfaceDefinitionNode type:
                WalkAll(type.Interfaces);
                WalkAll(type.Directives);
                WalkAll(type.Fields);
                break;
            case UnionDefinitionNode union:
                WalkAll(union.Directives);
                WalkAll(union.Members);
                break;
            case EnumDefinitionNode type:
                WalkAll(type.Directives);
                WalkAll(type.Values);
                break;
            case EnumValueDefinitionNode value:
                WalkAll(value.Directives);
                break;
            case InputObjectDefinitionNode type:
                WalkAll(type.Directives);
                WalkAll(type.Fields);
                break;
            case DirectiveDefinitionNode directive:
                WalkAll(directive.Arguments);
                break;
            case FieldDefinitionNode field:
                WalkAll(field.Arguments);
                Walk(field.Type);
                WalkAll(field.Directives);
                break;
            case InputValueDefinitionNode value:
                Walk(value.Type);
                WalkOptional(value.DefaultValue);
                WalkAll(value.Directives);
                break;
        }
    }

    private void WalkAll<T>(ImmutableArray<T> nodes)
        where T : SyntaxNode
    {
        foreach (var node in nodes)
            Walk(node);
    }

    private void WalkOptional(SyntaxNode? node)
    {
        if (node is not null)
            Walk(node);
    }
}
