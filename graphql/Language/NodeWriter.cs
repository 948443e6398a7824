using System.Collections.Immutable;
using System.Text;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Language;

/// <summary>
/// Writes nodes in the layout of graphql-js: two spaces per level, and one argument per line if a field's line would be longer than 80
/// characters.
/// </summary>
internal sealed class NodeWriter
{
    private const int MaxLine = 80;
    private readonly TypeSystemWriter _typeSystem;

    public NodeWriter() => _typeSystem = new TypeSystemWriter(this);

    public StringBuilder Text { get; } = new();

    /// <summary>How many levels the next line is indented.</summary>
    public int Indent { get; set; }

    public override string ToString() => Text.ToString();

    public void Write(SyntaxNode? node)
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
                Text.Append("...").Append(spread.Name.Value);
                WriteDirectives(spread.Directives);
                break;
            case InlineFragmentNode inline: WriteInlineFragment(inline); break;
            case ArgumentNode argument: WriteNamedValue(argument.Name, argument.Value); break;
            case DirectiveNode directive:
                Text.Append('@').Append(directive.Name.Value);
                WriteArguments(directive.Arguments, mayBreak: false);
                break;
            case NameNode name: Text.Append(name.Value); break;
            case TypeNode type: WriteType(type); break;
            case ValueNode value: WriteValue(value); break;
            case ObjectFieldNode field: WriteNamedValue(field.Name, field.Value); break;
            case TypeSystemDefinitionNode definition: _typeSystem.WriteDefinition(definition); break;
            case FieldDefinitionNode field: _typeSystem.WriteFieldDefinition(field); break;
            case InputValueDefinitionNode value: _typeSystem.WriteInputValueDefinition(value); break;
            case EnumValueDefinitionNode value: _typeSystem.WriteEnumValueDefinition(value); break;
            case OperationTypeNode root:
                Text.Append(Keyword(root.Operation)).Append(": ").Append(root.Type.Name.Value);
                break;
            default: throw new ArgumentException($"{node.GetType().Name} cannot be printed.", nameof(node));
        }
    }

    private void WriteOperation(OperationDefinitionNode operation)
    {
        var isShorthand = operation is { Operation: OperationKind.Query, Name: null, Variables.IsEmpty: true, Directives.IsEmpty: true };
        if (!isShorthand)
        {
            Text.Append(Keyword(operation.Operation));
            if (operation.Name is not null)
                Text.Append(' ').Append(operation.Name.Value);
            else if (!operation.Variables.IsEmpty)
                Text.Append(' ');
            if (!operation.Variables.IsEmpty)
            {
                Text.Append('(');
                WriteAll(operation.Variables, ", ");
                Text.Append(')');
            }

            WriteDirectives(operation.Directives);
            Text.Append(' ');
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
        Text.Append("fragment ").Append(fragment.Name.Value).Append(" on ").Append(fragment.TypeCondition.Name.Value);
        WriteDirectives(fragment.Directives);
        Text.Append(' ');
        WriteSelectionSet(fragment.SelectionSet);
    }

    private void WriteVariableDefinition(VariableDefinitionNode variable)
    {
        Write(variable.Variable);
        Text.Append(": ");
        WriteType(variable.Type);
        if (variable.DefaultValue is not null)
        {
            Text.Append(" = ");
            WriteValue(variable.DefaultValue);
        }

        WriteDirectives(variable.Directives);
    }

    private void WriteSelectionSet(SelectionSetNode set)
    {
        Text.Append('{');
        Indent++;
        foreach (var selection in set.Selections)
        {
            NewLine();
            Write(selection);
        }

        Indent--;
        NewLine();
        Text.Append('}');
    }

    private void WriteField(FieldNode field)
    {
        var start = Text.Length;
        if (field.Alias is not null)
            Text.Append(field.Alias.Value).Append(": ");
        Text.Append(field.Name.Value);
        WriteArguments(field.Arguments, mayBreak: true, start);
        WriteDirectives(field.Directives);
        if (field.SelectionSet is null)
            return;
        Text.Append(' ');
        WriteSelectionSet(field.SelectionSet);
    }

    private void WriteInlineFragment(InlineFragmentNode inline)
    {
        Text.Append("...");
        if (inline.TypeCondition is not null)
            Text.Append(" on ").Append(inline.TypeCondition.Name.Value);
        WriteDirectives(inline.Directives);
        Text.Append(' ');
        WriteSelectionSet(inline.SelectionSet);
    }

    private void WriteArguments(ImmutableArray<ArgumentNode> arguments, bool mayBreak, int start = 0)
    {
        if (arguments.IsEmpty)
            return;
        var from = Text.Length;
        Text.Append('(');
        WriteAll(arguments, ", ");
        Text.Append(')');
        if (!mayBreak || Text.Length - start <= MaxLine)
            return;
        Text.Length = from;
        Text.Append('(');
        Indent++;
        foreach (var argument in arguments)
        {
            NewLine();
            Write(argument);
        }

        Indent--;
        NewLine();
        Text.Append(')');
    }

    public void WriteDirectives(ImmutableArray<DirectiveNode> directives)
    {
        foreach (var directive in directives)
        {
            Text.Append(' ');
            Write(directive);
        }
    }

    public void WriteType(TypeNode type)
    {
        switch (type)
        {
            case NamedTypeNode named:
                Text.Append(named.Name.Value);
                break;
            case ListTypeNode list:
                Text.Append('[');
                WriteType(list.Of);
                Text.Append(']');
                break;
            case NonNullTypeNode nonNull:
                WriteType(nonNull.Of);
                Text.Append('!');
                break;
        }
    }

    public void WriteValue(ValueNode value)
    {
        switch (value)
        {
            case VariableNode variable: Text.Append('$').Append(variable.Name.Value); break;
            case IntValueNode number: Text.Append(number.Value); break;
            case FloatValueNode number: Text.Append(number.Value); break;
            case StringValueNode text: WriteString(text); break;
            case BooleanValueNode flag: Text.Append(flag.Value ? "true" : "false"); break;
            case NullValueNode: Text.Append("null"); break;
            case EnumValueNode name: Text.Append(name.Value); break;
            case ListValueNode list:
                Text.Append('[');
                WriteAll(list.Values, ", ");
                Text.Append(']');
                break;
            case ObjectValueNode map:
                Text.Append('{');
                WriteAll(map.Fields, ", ");
                Text.Append('}');
                break;
        }
    }

    public void WriteString(StringValueNode text)
    {
        if (text.IsBlock && BlockString.CanPrint(text.Value))
            Text.Append(BlockString.Print(text.Value, new string(' ', Indent * 2)));
        else
            Text.Append(DocumentPrinter.PrintString(text.Value));
    }

    private void WriteNamedValue(NameNode name, ValueNode value)
    {
        Text.Append(name.Value).Append(": ");
        WriteValue(value);
    }

    public void WriteAll<T>(ImmutableArray<T> nodes, string separator)
        where T : SyntaxNode
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            if (i > 0)
                Text.Append(separator);
            Write(nodes[i]);
        }
    }

    public void NewLine() => Text.Append('\n').Append(' ', Indent * 2);
}
