using MoCluster.GraphQL.Language;

namespace MoCluster.GraphQL.Validation;

/// <content>The way through type definitions, which no executable document may have, but whose further errors are told as well.</content>
internal sealed partial class TypeTracker
{
    private void WalkTypeSystem(Node node, IVisitor visitor)
    {
        switch (node)
        {
            case SchemaDefinitionNode schemaDefinition:
                WalkAll(schemaDefinition.Directives, visitor);
                WalkAll(schemaDefinition.OperationTypes, visitor);
                break;
            case OperationTypeNode root:
                Walk(root.Type, visitor);
                break;
            case ScalarDefinitionNode scalar:
                WalkAll(scalar.Directives, visitor);
                break;
            case ObjectDefinitionNode type:
                WalkAll(type.Interfaces, visitor);
                WalkAll(type.Directives, visitor);
                WalkAll(type.Fields, visitor);
                break;
            case InterfaceDefinitionNode type:
                WalkAll(type.Interfaces, visitor);
                WalkAll(type.Directives, visitor);
                WalkAll(type.Fields, visitor);
                break;
            case UnionDefinitionNode union:
                WalkAll(union.Directives, visitor);
                WalkAll(union.Members, visitor);
                break;
            case EnumDefinitionNode type:
                WalkAll(type.Directives, visitor);
                WalkAll(type.Values, visitor);
                break;
            case EnumValueDefinitionNode value:
                WalkAll(value.Directives, visitor);
                break;
            case InputObjectDefinitionNode type:
                WalkAll(type.Directives, visitor);
                WalkAll(type.Fields, visitor);
                break;
            case DirectiveDefinitionNode directive:
                WalkAll(directive.Arguments, visitor);
                break;
            case FieldDefinitionNode field:
                WalkAll(field.Arguments, visitor);
                Walk(field.Type, visitor);
                WalkAll(field.Directives, visitor);
                break;
            case InputValueDefinitionNode value:
                Walk(value.Type, visitor);
                WalkOptional(value.DefaultValue, visitor);
                WalkAll(value.Directives, visitor);
                break;
        }
    }
}
