using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Language;

/// <summary>Writes definitions of schemas, types and directives; <see cref="NodeWriter"/> writes the parts that they share with operations.</summary>
internal sealed class TypeSystemWriter(NodeWriter writer)
{
    public void WriteDefinition(TypeSystemDefinitionNode definition)
    {
        WriteDescription(definition.Description);
        if (definition.IsExtension)
            writer.Text.Append("extend ");
        switch (definition)
        {
            case SchemaDefinitionNode schema:
                writer.Text.Append("schema");
                writer.WriteDirectives(schema.Directives);
                WriteBlock(schema.OperationTypes);
                break;
            case ScalarDefinitionNode scalar:
                writer.Text.Append("scalar ").Append(scalar.Name.Value);
                writer.WriteDirectives(scalar.Directives);
                break;
            case ObjectDefinitionNode type:
                WriteFieldsType("type ", type.Name, type.Interfaces, type.Directives, type.Fields);
                break;
            case InterfaceDefinitionNode type:
                WriteFieldsType("interface ", type.Name, type.Interfaces, type.Directives, type.Fields);
                break;
            case UnionDefinitionNode union:
                writer.Text.Append("union ").Append(union.Name.Value);
                writer.WriteDirectives(union.Directives);
                if (!union.Members.IsEmpty)
                    writer.Text.Append(" = ");
                writer.WriteAll(union.Members, " | ");
                break;
            case EnumDefinitionNode type:
                writer.Text.Append("enum ").Append(type.Name.Value);
                writer.WriteDirectives(type.Directives);
                WriteBlock(type.Values);
                break;
            case InputObjectDefinitionNode type:
                writer.Text.Append("input ").Append(type.Name.Value);
                writer.WriteDirectives(type.Directives);
                WriteBlock(type.Fields);
                break;
            case DirectiveDefinitionNode directive:
                writer.Text.Append("directive @").Append(directive.Name.Value);
                WriteArgumentDefinitions(directive.Arguments);
                writer.Text.Append(directive.IsRepeatable ? " repeatable on " : " on ");
                writer.WriteAll(directive.Locations, " | ");
                break;
        }
    }

    private void WriteFieldsType(
        string keyword,
        NameNode name,
        ImmutableArray<NamedTypeNode> interfaces,
        ImmutableArray<DirectiveNode> directives,
        ImmutableArray<FieldDefinitionNode> fields)
    {
        writer.Text.Append(keyword).Append(name.Value);
        if (!interfaces.IsEmpty)
            writer.Text.Append(" implements ");
        writer.WriteAll(interfaces, " & ");
        writer.WriteDirectives(directives);
        WriteBlock(fields);
    }

    public void WriteFieldDefinition(FieldDefinitionNode field)
    {
        WriteDescription(field.Description);
        writer.Text.Append(field.Name.Value);
        WriteArgumentDefinitions(field.Arguments);
        writer.Text.Append(": ");
        writer.WriteType(field.Type);
        writer.WriteDirectives(field.Directives);
    }

    public void WriteInputValueDefinition(InputValueDefinitionNode value)
    {
        WriteDescription(value.Description);
        writer.Text.Append(value.Name.Value).Append(": ");
        writer.WriteType(value.Type);
        if (value.DefaultValue is not null)
        {
            writer.Text.Append(" = ");
            writer.WriteValue(value.DefaultValue);
        }

        writer.WriteDirectives(value.Directives);
    }

    public void WriteEnumValueDefinition(EnumValueDefinitionNode value)
    {
        WriteDescription(value.Description);
        writer.Text.Append(value.Name.Value);
        writer.WriteDirectives(value.Directives);
    }

    private void WriteArgumentDefinitions(ImmutableArray<InputValueDefinitionNode> arguments)
    {
        if (arguments.IsEmpty)
            return;
        writer.Text.Append('(');
        if (arguments.Any(a => a.Description is not null))
            WriteLines(arguments);
        else
            writer.WriteAll(arguments, ", ");
        writer.Text.Append(')');
    }

    private void WriteDescription(StringValueNode? description)
    {
        if (description is null)
            return;
        writer.WriteString(description);
        writer.NewLine();
    }

    private void WriteBlock<T>(ImmutableArray<T> nodes)
        where T : SyntaxNode
    {
        if (nodes.IsEmpty)
            return;
        writer.Text.Append(" {");
        WriteLines(nodes);
        writer.Text.Append('}');
    }

    private void WriteLines<T>(ImmutableArray<T> nodes)
        where T : SyntaxNode
    {
        writer.Indent++;
        foreach (var node in nodes)
        {
            writer.NewLine();
            writer.Write(node);
        }

        writer.Indent--;
        writer.NewLine();
    }
}
