using System.Collections.Immutable;
using System.Text;

namespace MoCluster.GraphQL.Language;

/// <summary>Writes nodes in the canonical layout: two spaces a level, long argument lists on lines.</summary>
internal sealed partial class NodeWriter
{
    private const int MaxLine = 80;
    private readonly StringBuilder _text = new();
    private int _indent;

    public override string ToString() => _text.ToString();

    public void Write(Node? node)
    {
        switch (node)
        {
            case null: break;
            case DocumentNode document: WriteAll(document.Definitions, "\n\n"); break;
            case OperationDefinitionNode operation: WriteOperation(operation); break;
            case FragmentDefinitionNode fragment: WriteFragment(fragment); break;
            case VariableDefinitionNode variable: WriteVariableDefinition(variable); break;
            case SelectionSetNode set: WriteSelectionSet(set); break;
            case FieldNode field: WriteField(field); break;
            case FragmentSpreadNode spread:
                _text.Append("...").Append(spread.Name.Value);
                WriteDirectives(spread.Directives);
                break;
            case InlineFragmentNode inline: WriteInlineFragment(inline); break;
            case ArgumentNode argument: WriteNamedValue(argument.Name, argument.Value); break;
            case DirectiveNode directive:
                _text.Append('@').Append(directive.Name.Value);
                WriteArguments(directive.Arguments, mayBreak: false);
                break;
            case NameNode name: _text.Append(name.Value); break;
            case TypeNode type: WriteType(type); break;
            case ValueNode value: WriteValue(value); break;
            case ObjectFieldNode field: WriteNamedValue(field.Name, field.Value); break;
            case TypeSystemDefinitionNode definition: WriteDefinition(definition); break;
            case FieldDefinitionNode field: WriteFieldDefinition(field); break;
            case InputValueDefinitionNode value: WriteInputValueDefinition(value); break;
            case EnumValueDefinitionNode value: WriteEnumValueDefinition(value); break;
            case OperationTypeNode root:
                _text.Append(Keyword(root.Operation)).Append(": ").Append(root.Type.Name.Value);
                break;
            default: throw new ArgumentException($"{node.GetType().Name} cannot be printed.", nameof(node));
        }
    }

    private void WriteOperation(OperationDefinitionNode operation)
    {
        var isShorthand = operation is { Operation: OperationKind.Query, Name: null, Variables.IsEmpty: true, Directives.IsEmpty: true };
        if (!isShorthand)
        {
            _text.Append(Keyword(operation.Operation));
            if (operation.Name is not null)
                _text.Append(' ').Append(operation.Name.Value);
            else if (!operation.Variables.IsEmpty)
                _text.Append(' ');
            if (!operation.Variables.IsEmpty)
            {
                _text.Append('(');
                WriteAll(operation.Variables, ", ");
                _text.Append(')');
            }

            WriteDirectives(operation.Directives);
            _text.Append(' ');
        }

        WriteSelectionSet(operation.SelectionSet);
    }

    private static string Keyword(OperationKind kind) => kind switch
    {
        OperationKind.Query => "query",
        OperationKind.Mutation => "mutation",
        _ => "subscription",
    };

    private void WriteFragment(FragmentDefinitionNode fragment)
    {
        _text.Append("fragment ").Append(fragment.Name.Value).Append(" on ").Append(fragment.TypeCondition.Name.Value);
        WriteDirectives(fragment.Directives);
        _text.Append(' ');
        WriteSelectionSet(fragment.SelectionSet);
    }

    private void WriteVariableDefinition(VariableDefinitionNode variable)
    {
        Write(variable.Variable);
        _text.Append(": ");
        WriteType(variable.Type);
        if (variable.DefaultValue is not null)
        {
            _text.Append(" = ");
            WriteValue(variable.DefaultValue);
        }

        WriteDirectives(variable.Directives);
    }

    private void WriteSelectionSet(SelectionSetNode set)
    {
        _text.Append('{');
        _indent++;
        foreach (var selection in set.Selections)
        {
            NewLine();
            Write(selection);
        }

        _indent--;
        NewLine();
        _text.Append('}');
    }

    private void WriteField(FieldNode field)
    {
        var start = _text.Length;
        if (field.Alias is not null)
            _text.Append(field.Alias.Value).Append(": ");
        _text.Append(field.Name.Value);
        WriteArguments(field.Arguments, mayBreak: true, start);
        WriteDirectives(field.Directives);
        if (field.SelectionSet is null)
            return;
        _text.Append(' ');
        WriteSelectionSet(field.SelectionSet);
    }

    private void WriteInlineFragment(InlineFragmentNode inline)
    {
        _text.Append("...");
        if (inline.TypeCondition is not null)
            _text.Append(" on ").Append(inline.TypeCondition.Name.Value);
        WriteDirectives(inline.Directives);
        _text.Append(' ');
        WriteSelectionSet(inline.SelectionSet);
    }

    private void WriteArguments(ImmutableArray<ArgumentNode> arguments, bool mayBreak, int start = 0)
    {
        if (arguments.IsEmpty)
            return;
        var from = _text.Length;
        _text.Append('(');
        WriteAll(arguments, ", ");
        _text.Append(')');
        if (!mayBreak || _text.Length - start <= MaxLine)
            return;
        _text.Length = from;
        _text.Append('(');
        _indent++;
        foreach (var argument in arguments)
        {
            NewLine();
            Write(argument);
        }

        _indent--;
        NewLine();
        _text.Append(')');
    }

    private void WriteDirectives(ImmutableArray<DirectiveNode> directives)
    {
        foreach (var directive in directives)
        {
            _text.Append(' ');
            Write(directive);
        }
    }

    private void WriteType(TypeNode type)
    {
        switch (type)
        {
            case NamedTypeNode named:
                _text.Append(named.Name.Value);
                break;
            case ListTypeNode list:
                _text.Append('[');
                WriteType(list.Of);
                _text.Append(']');
                break;
            case NonNullTypeNode nonNull:
                WriteType(nonNull.Of);
                _text.Append('!');
                break;
        }
    }

    private void WriteValue(ValueNode value)
    {
        switch (value)
        {
            case VariableNode variable: _text.Append('$').Append(variable.Name.Value); break;
            case IntValueNode number: _text.Append(number.Value); break;
            case FloatValueNode number: _text.Append(number.Value); break;
            case StringValueNode text: WriteString(text); break;
            case BooleanValueNode flag: _text.Append(flag.Value ? "true" : "false"); break;
            case NullValueNode: _text.Append("null"); break;
            case EnumValueNode name: _text.Append(name.Value); break;
            case ListValueNode list:
                _text.Append('[');
                WriteAll(list.Values, ", ");
                _text.Append(']');
                break;
            case ObjectValueNode map:
                _text.Append('{');
                WriteAll(map.Fields, ", ");
                _text.Append('}');
                break;
        }
    }

    private void WriteString(StringValueNode text)
    {
        if (text.IsBlock && BlockString.CanPrint(text.Value))
            _text.Append(BlockString.Print(text.Value, new string(' ', _indent * 2)));
        else
            _text.Append(DocumentPrinter.PrintString(text.Value));
    }

    private void WriteNamedValue(NameNode name, ValueNode value)
    {
        _text.Append(name.Value).Append(": ");
        WriteValue(value);
    }

    private void WriteAll<T>(ImmutableArray<T> nodes, string separator)
        where T : Node
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            if (i > 0)
                _text.Append(separator);
            Write(nodes[i]);
        }
    }

    private void NewLine() => _text.Append('\n').Append(' ', _indent * 2);
}
