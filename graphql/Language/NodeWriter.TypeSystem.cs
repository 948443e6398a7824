using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language;

/// <content>Definitions of schemas, types and directives.</content>
internal sealed partial class NodeWriter
{
    private void WriteDefinition(TypeSystemDefinitionNode definition)
    {
        WriteDescription(definition.Description);
        if (definition.IsExtension)
            _text.Append("extend ");
        switch (definition)
        {
            case SchemaDefinitionNode schema:
                _text.Append("schema");
                WriteDirectives(schema.Directives);
                WriteBlock(schema.OperationTypes);
                break;
            case ScalarDefinitionNode scalar:
                _text.Append("scalar ").Append(scalar.Name.Value);
                WriteDirectives(scalar.Directives);
                break;
            case ObjectDefinitionNode type:
                WriteFieldsType("type ", type.Name, type.Interfaces, type.Directives, type.Fields);
                break;
            case InterfaceDefinitionNode type:
                WriteFieldsType("interface ", type.Name, type.Interfaces, type.Directives, type.Fields);
                break;
            case UnionDefinitionNode union:
                _text.Append("union ").Append(union.Name.Value);
                WriteDirectives(union.Directives);
                if (!union.Members.IsEmpty)
                    _text.Append(" = ");
                WriteAll(union.Members, " | ");
                break;
            case EnumDefinitionNode type:
                _text.Append("enum ").Append(type.Name.Value);
                WriteDirectives(type.Directives);
                WriteBlock(type.Values);
                break;
            case InputObjectDefinitionNode type:
                _text.Append("input ").Append(type.Name.Value);
                WriteDirectives(type.Directives);
                WriteBlock(type.Fields);
                break;
            case DirectiveDefinitionNode directive:
                _text.Append("directive @").Append(directive.Name.Value);
                WriteArgumentDefinitions(directive.Arguments);
                _text.Append(directive.IsRepeatable ? " repeatable on " : " on ");
                WriteAll(directive.Locations, " | ");
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
        _text.Append(keyword).Append(name.Value);
        if (!interfaces.IsEmpty)
            _text.Append(" implements ");
        WriteAll(interfaces, " & ");
        WriteDirectives(directives);
        WriteBlock(fields);
    }

    private void WriteFieldDefinition(FieldDefinitionNode field)
    {
        WriteDescription(field.Description);
        _text.Append(field.Name.Value);
        WriteArgumentDefinitions(field.Arguments);
        _text.Append(": ");
        WriteType(field.Type);
        WriteDirectives(field.Directives);
    }

    private void WriteInputValueDefinition(InputValueDefinitionNode value)
    {
        WriteDescription(value.Description);
        _text.Append(value.Name.Value).Append(": ");
        WriteType(value.Type);
        if (value.DefaultValue is not null)
        {
            _text.Append(" = ");
            WriteValue(value.DefaultValue);
        }

        WriteDirectives(value.Directives);
    }

    private void WriteEnumValueDefinition(EnumValueDefinitionNode value)
    {
        WriteDescription(value.Description);
        _text.Append(value.Name.Value);
        WriteDirectives(value.Directives);
    }

    private void WriteArgumentDefinitions(ImmutableArray<InputValueDefinitionNode> arguments)
    {
        if (arguments.IsEmpty)
            return;
        _text.Append('(');
        if (arguments.Any(a => a.Description is not null))
            WriteLines(arguments);
        else
            WriteAll(arguments, ", ");
        _text.Append(')');
    }

    private void WriteDescription(StringValueNode? description)
    {
        if (description is null)
            return;
        WriteString(description);
        NewLine();
    }

    private void WriteBlock<T>(ImmutableArray<T> nodes)
        where T : Node
    {
        if (nodes.IsEmpty)
            return;
        _text.Append(" {");
        WriteLines(nodes);
        _text.Append('}');
    }

    private void WriteLines<T>(ImmutableArray<T> nodes)
        where T : Node
    {
        _indent++;
        foreach (var node in nodes)
        {
            NewLine();
            Write(node);
        }

        _indent--;
        NewLine();
    }
}
