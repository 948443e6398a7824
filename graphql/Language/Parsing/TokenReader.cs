using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Language.Parsing;

/// <summary>
/// Gives the parsers one token at a time, words the errors about unexpected ones, and limits how deep the parsers recurse.
/// </summary>
internal sealed class TokenReader
{
    private readonly int _maxDepth;
    private Lexer _lexer;
    private LexicalToken _current;
    private int _lastEnd;
    private int _depth;

    /// <exception cref="GraphQLSyntaxException">The text is too long, or begins with a malformed token.</exception>
    public TokenReader(string text, ParserOptions options)
    {
        if (text.Length > options.MaxDocumentLength)
        {
            throw new GraphQLSyntaxException(
                $"Document has {text.Length} characters, more than {options.MaxDocumentLength} (limit MaxDocumentLength).",
                new SourceLocation(1, 1),
                ErrorCodes.LimitExceeded);
        }

        _maxDepth = options.MaxDepth;
        _lexer = new Lexer(text, options.MaxTokens);
        _current = _lexer.Next();
    }

    public LexicalToken Current => _current;

    public TokenKind Kind => _current.Kind;

    public NameNode ParseName()
    {
        var token = Expect(TokenKind.Name);
        return new NameNode(SpanFrom(token), token.Value!);
    }

    /// <summary>The span from a token to the end of the last one that was read.</summary>
    public SourceSpan SpanFrom(in LexicalToken start) => new(start.Start, _lastEnd, start.Line, start.Column);

    public void Advance()
    {
        _lastEnd = _current.End;
        _current = _lexer.Next();
    }

    public LexicalToken Expect(TokenKind kind)
    {
        var token = _current;
        if (token.Kind != kind)
        {
            throw new GraphQLSyntaxException(
                $"Expected {TokenKindText.Describe(kind)}, found {TokenKindText.Describe(token)}.", token.Location);
        }

        if (kind != TokenKind.EndOfFile)
            Advance();
        return token;
    }

    public bool Skip(TokenKind kind)
    {
        if (_current.Kind != kind)
            return false;
        Advance();
        return true;
    }

    public void ExpectKeyword(string keyword)
    {
        if (!SkipKeyword(keyword))
            throw new GraphQLSyntaxException($"Expected \"{keyword}\", found {TokenKindText.Describe(_current)}.", _current.Location);
    }

    public bool SkipKeyword(string keyword)
    {
        if (_current.Kind != TokenKind.Name || _current.Value != keyword)
            return false;
        Advance();
        return true;
    }

    public static GraphQLSyntaxException Unexpected(in LexicalToken token) =>
        new($"Unexpected {TokenKindText.Describe(token)}.", token.Location);

    /// <summary>Counts one level of nesting. The parsers recurse at braces and brackets, so this limit bounds the stack.</summary>
    public void Enter()
    {
        if (++_depth <= _maxDepth)
            return;
        throw new GraphQLSyntaxException(
            $"Document is nested more than {_maxDepth} levels deep (limit MaxParserDepth). Parsing aborted.",
            _current.Location,
            ErrorCodes.LimitExceeded);
    }

    public void Leave() => _depth--;
}
