using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation.Walking;

/// <summary>Tracks the types and definitions of the schema at the node where a <see cref="SyntaxWalker"/> is.</summary>
internal sealed class TypeTracker(Schema schema)
{
    private readonly Stack<SyntaxNode> _ancestors = new();
    private readonly Stack<GraphQLType?> _types = new();
    private readonly Stack<NamedType?> _parentTypes = new();
    private readonly Stack<Field?> _fields = new();
    private readonly Stack<GraphQLType?> _inputTypes = new();
    private readonly Stack<bool> _defaults = new();

    /// <summary>The output type of the field, operation or fragment around the node; null if unknown.</summary>
    public GraphQLType? Type => Top(_types);

    /// <summary>The composite type of the selection set around the node; null if unknown.</summary>
    public NamedType? ParentType => Top(_parentTypes);

    /// <summary>The field around the node; null if unknown.</summary>
    public Field? Field => Top(_fields);

    /// <summary>The input type expected of the value at the node; null if unknown.</summary>
    public GraphQLType? InputType => Top(_inputTypes);

    /// <summary>The input type expected of the list or object around the value at the node; null if there is none.</summary>
    public GraphQLType? ParentInputType => _inputTypes.Skip(1).FirstOrDefault();

    /// <summary>True if the argument or input field at the node has a default.</summary>
    public bool HasDefault => _defaults.TryPeek(out var has) && has;

    /// <summary>The directive around the node; null if there is none, or it is unknown.</summary>
    public DirectiveType? Directive { get; private set; }

    /// <summary>The argument around the node; null if there is none, or it is unknown.</summary>
    public InputValue? Argument { get; private set; }

    /// <summary>The parent of the node.</summary>
    public SyntaxNode? Parent => _ancestors.TryPeek(out var parent) ? parent : null;

    /// <summary>The parent of <see cref="Parent"/>.</summary>
    public SyntaxNode? Grandparent => _ancestors.Skip(1).FirstOrDefault();

    /// <summary>Called before the children of a node are walked: it is now their <see cref="Parent"/>.</summary>
    public void BeginChildren(SyntaxNode node) => _ancestors.Push(node);

    /// <summary>Called after the children of a node were walked.</summary>
    public void EndChildren() => _ancestors.Pop();

    /// <summary>Called before the visitor sees the node.</summary>
    public void Enter(SyntaxNode node)
    {
        switch (node)
        {
            case SelectionSetNode:
                _parentTypes.Push(Type?.Named is { IsComposite: true } composite ? composite : null);
                break;
            case FieldNode selected:
                var field = ParentType is null ? null : schema.FindField(ParentType, selected.Name.Value);
                _fields.Push(field);
                _types.Push(field?.Type);
                break;
            case DirectiveNode directive:
                Directive = schema.FindDirective(directive.Name.Value);
                break;
            case OperationDefinitionNode operation:
                _types.Push(schema.RootType(operation.Operation));
                break;
            case InlineFragmentNode inline:
                PushFragment(inline.TypeCondition);
                break;
            case FragmentDefinitionNode fragment:
                PushFragment(fragment.TypeCondition);
                break;
            case VariableDefinitionNode variable:
                PushInput(schema.FindType(variable.Type), hasDefault: false);
                break;
            case ArgumentNode argument:
                Argument = Directive is not null ? FindArgument(Directive, argument) : Field?.FindArgument(argument.Name.Value);
                PushInput(Argument?.Type, Argument?.DefaultLiteral is not null);
                break;
            case ListValueNode:
                PushInput(InputType?.Nullable is ListType list ? list.Of : InputType?.Nullable, hasDefault: false);
                break;
            case ObjectFieldNode given:
                var inputField = (InputType?.Named as InputObjectType)?.FindField(given.Name.Value);
                PushInput(inputField?.Type, inputField?.DefaultLiteral is not null);
                break;
        }
    }

    /// <summary>Called once the visitor is done with the node and with all below it.</summary>
    public void Leave(SyntaxNode node)
    {
        switch (node)
        {
            case SelectionSetNode:
                _parentTypes.Pop();
                break;
            case FieldNode:
                _fields.Pop();
                _types.Pop();
                break;
            case DirectiveNode:
                Directive = null;
                break;
            case OperationDefinitionNode or InlineFragmentNode or FragmentDefinitionNode:
                _types.Pop();
                break;
            case ArgumentNode:
                Argument = null;
                PopInput();
                break;
            case VariableDefinitionNode or ListValueNode or ObjectFieldNode:
                PopInput();
                break;
        }
    }

    private void PushFragment(NamedTypeNode? condition)
    {
        GraphQLType? type = condition is null ? Type?.Named : schema.FindType(condition);
        _types.Push(type is { IsOutput: true } ? type : null);
    }

    private void PushInput(GraphQLType? type, bool hasDefault)
    {
        _inputTypes.Push(type is { IsInput: true } ? type : null);
        _defaults.Push(hasDefault);
    }

    private void PopInput()
    {
        _inputTypes.Pop();
        _defaults.Pop();
    }

    private static InputValue? FindArgument(DirectiveType directive, ArgumentNode argument) =>
        directive.Arguments.FirstOrDefault(a => a.Name == argument.Name.Value);

    private static T? Top<T>(Stack<T> stack) => stack.TryPeek(out var top) ? top : default;
}
