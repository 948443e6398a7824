using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language;

/// <summary>
/// A recursive descent parser of documents, type references and values (spec §2, §3). Nesting is limited, so no document
/// can exhaust the stack.
/// </summary>
public sealed partial class Parser
{
    private readonly string _text;
    private readonly ParserOptions _options;
    private Lexer _lexer;
    private Token _token;
    private int _lastEnd;
    private int _depth;

    private Parser(string text, ParserOptions options)
    {
        if (text.Length > options.MaxDocumentLength)
        {
            throw new GraphQLSyntaxException(
                $"Document has {text.Length} characters, more than {options.MaxDocumentLength} (limit MaxDocumentLength).",
                new SourceLocation(1, 1),
                ErrorCodes.LimitExceeded);
        }

        _text = text;
        _options = options;
        _lexer = new Lexer(text, options.MaxTokens);
        _token = _lexer.Next();
    }

    /// <summary>Parses a document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="GraphQLSyntaxException">The text is no document, or exceeds a limit.</exception>
    public static DocumentNode ParseDocument(string text, ParserOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new Parser(text, options ?? ParserOptions.Default);
        var start = parser._token;
        var definitions = ImmutableArray.CreateBuilder<DefinitionNode>();
        do
        {
            definitions.Add(parser.ParseDefinition());
        }
        while (parser._token.Kind != TokenKind.EndOfFile);
        return new DocumentNode(parser.SpanFrom(start), definitions.DrainToImmutable());
    }

    /// <summary>Parses a type reference such as [Person!]!.</summary>
    /// <param name="text">The reference.</param>
    /// <exception cref="GraphQLSyntaxException">The text is no type reference.</exception>
    public static TypeNode ParseType(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new Parser(text, ParserOptions.Default);
        var type = parser.ParseTypeReference();
        parser.Expect(TokenKind.EndOfFile);
        return type;
    }

    /// <summary>Parses a constant value such as {first: 10}.</summary>
    /// <param name="text">The value.</param>
    /// <exception cref="GraphQLSyntaxException">The text is no constant value.</exception>
    public static ValueNode ParseConstValue(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new Parser(text, ParserOptions.Default);
        var value = parser.ParseValue(isConst: true);
        parser.Expect(TokenKind.EndOfFile);
        return value;
    }

    private DefinitionNode ParseDefinition() => _token switch
    {
        { Kind: TokenKind.BraceLeft } => ParseOperation(),
        { Kind: TokenKind.Name, Value: "query" or "mutation" or "subscription" } => ParseOperation(),
        { Kind: TokenKind.Name, Value: "fragment" } => ParseFragmentDefinition(),
        { Kind: TokenKind.Name or TokenKind.String or TokenKind.BlockString } => ParseTypeSystemDefinition(),
        _ => throw Unexpected(_token),
    };

    private OperationDefinitionNode ParseOperation()
    {
        var start = _token;
        if (_token.Kind == TokenKind.BraceLeft)
        {
            var shorthand = ParseSelectionSet();
            return new OperationDefinitionNode(SpanFrom(start), OperationKind.Query, null, [], [], shorthand);
        }

        var operation = ParseOperationKind();
        var name = _token.Kind == TokenKind.Name ? ParseName() : null;
        var variables = ParseVariableDefinitions();
        var directives = ParseDirectives(isConst: false);
        var selections = ParseSelectionSet();
        return new OperationDefinitionNode(SpanFrom(start), operation, name, variables, directives, selections);
    }

    private OperationKind ParseOperationKind()
    {
        var token = Expect(TokenKind.Name);
        return token.Value switch
        {
            "query" => OperationKind.Query,
            "mutation" => OperationKind.Mutation,
            "subscription" => OperationKind.Subscription,
            _ => throw Unexpected(token),
        };
    }

    private ImmutableArray<VariableDefinitionNode> ParseVariableDefinitions()
    {
        if (!Skip(TokenKind.ParenLeft))
            return [];
        var variables = ImmutableArray.CreateBuilder<VariableDefinitionNode>();
        do
        {
            var start = _token;
            var variable = ParseVariable();
            Expect(TokenKind.Colon);
            var type = ParseTypeReference();
            var defaultValue = Skip(TokenKind.EqualsSign) ? ParseValue(isConst: true) : null;
            var directives = ParseDirectives(isConst: true);
            variables.Add(new VariableDefinitionNode(SpanFrom(start), variable, type, defaultValue, directives));
        }
        while (!Skip(TokenKind.ParenRight));
        return variables.DrainToImmutable();
    }

    private SelectionSetNode ParseSelectionSet()
    {
        var start = Expect(TokenKind.BraceLeft);
        Enter();
        var selections = ImmutableArray.CreateBuilder<SelectionNode>();
        do
        {
            selections.Add(_token.Kind == TokenKind.Spread ? ParseFragment() : ParseField());
        }
        while (!Skip(TokenKind.BraceRight));
        _depth--;
        return new SelectionSetNode(SpanFrom(start), selections.DrainToImmutable());
    }

    private FieldNode ParseField()
    {
        var start = _token;
        var name = ParseName();
        NameNode? alias = null;
        if (Skip(TokenKind.Colon))
        {
            alias = name;
            name = ParseName();
        }

        var arguments = ParseArguments(isConst: false);
        var directives = ParseDirectives(isConst: false);
        var selections = _token.Kind == TokenKind.BraceLeft ? ParseSelectionSet() : null;
        return new FieldNode(SpanFrom(start), alias, name, arguments, selections, directives);
    }

    private SelectionNode ParseFragment()
    {
        var start = Expect(TokenKind.Spread);
        var hasCondition = SkipKeyword("on");
        if (!hasCondition && _token.Kind == TokenKind.Name)
        {
            var name = ParseFragmentName();
            var spreadDirectives = ParseDirectives(isConst: false);
            return new FragmentSpreadNode(SpanFrom(start), name, spreadDirectives);
        }

        var condition = hasCondition ? ParseNamedType() : null;
        var directives = ParseDirectives(isConst: false);
        var selections = ParseSelectionSet();
        return new InlineFragmentNode(SpanFrom(start), condition, selections, directives);
    }

    private FragmentDefinitionNode ParseFragmentDefinition()
    {
        var start = _token;
        ExpectKeyword("fragment");
        var name = ParseFragmentName();
        ExpectKeyword("on");
        var condition = ParseNamedType();
        var directives = ParseDirectives(isConst: false);
        var selections = ParseSelectionSet();
        return new FragmentDefinitionNode(SpanFrom(start), name, condition, directives, selections);
    }

    private NameNode ParseFragmentName() =>
        _token is { Kind: TokenKind.Name, Value: "on" } ? throw Unexpected(_token) : ParseName();

    private ImmutableArray<DirectiveNode> ParseDirectives(bool isConst)
    {
        if (_token.Kind != TokenKind.At)
            return [];
        var directives = ImmutableArray.CreateBuilder<DirectiveNode>();
        while (_token.Kind == TokenKind.At)
        {
            var start = Expect(TokenKind.At);
            var name = ParseName();
            var arguments = ParseArguments(isConst);
            directives.Add(new DirectiveNode(SpanFrom(start), name, arguments));
        }

        return directives.DrainToImmutable();
    }

    private ImmutableArray<ArgumentNode> ParseArguments(bool isConst)
    {
        if (!Skip(TokenKind.ParenLeft))
            return [];
        var arguments = ImmutableArray.CreateBuilder<ArgumentNode>();
        do
        {
            var start = _token;
            var name = ParseName();
            Expect(TokenKind.Colon);
            var value = ParseValue(isConst);
            arguments.Add(new ArgumentNode(SpanFrom(start), name, value));
        }
        while (!Skip(TokenKind.ParenRight));
        return arguments.DrainToImmutable();
    }
}
