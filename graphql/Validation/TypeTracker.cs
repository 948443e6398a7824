using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation;

/// <summary>Leads a visitor through an executable document and knows, at each node, the types that the schema has there.</summary>
internal sealed partial class TypeTracker(Schema schema)
{
    private readonly Stack<Node> _ancestors = new();
    private readonly Stack<GraphQLType?> _types = new();
    private readonly Stack<NamedType?> _parentTypes = new();
    private readonly Stack<Field?> _fields = new();
    private readonly Stack<GraphQLType?> _inputTypes = new();
    private readonly Stack<bool> _defaults = new();

    /// <summary>The output type of the field, operation or fragment that the walk is in; null if unknown.</summary>
    public GraphQLType? Type => Top(_types);

    /// <summary>The composite type whose selection set the walk is in; null if unknown.</summary>
    public NamedType? ParentType => Top(_parentTypes);

    /// <summary>The field that the walk is in; null if unknown.</summary>
    public Field? Field => Top(_fields);

    /// <summary>The input type expected of the value that the walk is at; null if unknown.</summary>
    public GraphQLType? InputType => Top(_inputTypes);

    /// <summary>The input type expected of the list or object around the value that the walk is at; null if there is none.</summary>
    public GraphQLType? ParentInputType => _inputTypes.Skip(1).FirstOrDefault();

    /// <summary>True if the argument or input field that the walk is at has a default.</summary>
    public bool HasDefault => _defaults.TryPeek(out var has) && has;

    /// <summary>The directive that the walk is in; null if there is none, or it is unknown.</summary>
    public DirectiveType? Directive { get; private set; }

    /// <summary>The argument that the walk is in; null if there is none, or it is unknown.</summary>
    public InputValue? Argument { get; private set; }

    /// <summary>The node around the one that the walk is at.</summary>
    public Node? Parent => _ancestors.TryPeek(out var parent) ? parent : null;

    /// <summary>The node around <see cref="Parent"/>.</summary>
    public Node? Grandparent => _ancestors.Skip(1).FirstOrDefault();

    public void Walk(Node node, IVisitor visitor)
    {
        Enter(node);
        if (visitor.Enter(node))
        {
            _ancestors.Push(node);
            WalkChildren(node, visitor);
            _ancestors.Pop();
            visitor.Leave(node);
        }

        Leave(node);
    }

    private void WalkChildren(Node node, IVisitor visitor)
    {
        switch (node)
        {
            case DocumentNode document:
                WalkAll(document.Definitions, visitor);
                break;
            case OperationDefinitionNode operation:
                WalkAll(operation.Variables, visitor);
                WalkAll(operation.Directives, visitor);
                Walk(operation.SelectionSet, visitor);
                break;
            case FragmentDefinitionNode fragment:
                Walk(fragment.TypeCondition, visitor);
                WalkAll(fragment.Directives, visitor);
                Walk(fragment.SelectionSet, visitor);
                break;
            case VariableDefinitionNode variable:
                Walk(variable.Variable, visitor);
                Walk(variable.Type, visitor);
                WalkOptional(variable.DefaultValue, visitor);
                WalkAll(variable.Directives, visitor);
                break;
            case SelectionSetNode set:
                WalkAll(set.Selections, visitor);
                break;
            case FieldNode field:
                WalkAll(field.Arguments, visitor);
                WalkAll(field.Directives, visitor);
                WalkOptional(field.SelectionSet, visitor);
                break;
            case FragmentSpreadNode spread:
                WalkAll(spread.Directives, visitor);
                break;
            case InlineFragmentNode inline:
                WalkOptional(inline.TypeCondition, visitor);
                WalkAll(inline.Directives, visitor);
                Walk(inline.SelectionSet, visitor);
                break;
            case DirectiveNode directive:
                WalkAll(directive.Arguments, visitor);
                break;
            case ArgumentNode argument:
                Walk(argument.Value, visitor);
                break;
            case ListValueNode list:
                WalkAll(list.Values, visitor);
                break;
            case ObjectValueNode map:
                WalkAll(map.Fields, visitor);
                break;
            case ObjectFieldNode field:
                Walk(field.Value, visitor);
                break;
            case ListTypeNode list:
                Walk(list.Of, visitor);
                break;
            case NonNullTypeNode nonNull:
                Walk(nonNull.Of, visitor);
                break;
            default:
                WalkTypeSystem(node, visitor);
                break;
        }
    }

    private void WalkAll<T>(System.Collections.Immutable.ImmutableArray<T> nodes, IVisitor visitor)
        where T : Node
    {
        foreach (var node in nodes)
            Walk(node, visitor);
    }

    private void WalkOptional(Node? node, IVisitor visitor)
    {
        if (node is not null)
            Walk(node, visitor);
    }

    private void Enter(Node node)
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

    private void Leave(Node node)
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
