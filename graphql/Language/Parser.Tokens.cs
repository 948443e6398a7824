namespace MoCluster.GraphQL.Language;

/// <content>Reading tokens and complaining about them.</content>
public sealed partial class Parser
{
    private NameNode ParseName()
    {
        var token = Expect(TokenKind.Name);
        return new NameNode(SpanFrom(token), token.Value!);
    }

    private SourceSpan SpanFrom(in Token start) => new(start.Start, _lastEnd, start.Line, start.Column);

    private void Advance()
    {
        _lastEnd = _token.End;
        _token = _lexer.Next();
    }

    private Token Expect(TokenKind kind)
    {
        var token = _token;
        if (token.Kind != kind)
        {
            throw new GraphQLSyntaxException(
                $"Expected {TokenKindText.Describe(kind)}, found {TokenKindText.Describe(token)}.", token.Location);
        }

        if (kind != TokenKind.EndOfFile)
            Advance();
        return token;
    }

    private bool Skip(TokenKind kind)
    {
        if (_token.Kind != kind)
            return false;
        Advance();
        return true;
    }

    private void ExpectKeyword(string keyword)
    {
        if (!SkipKeyword(keyword))
            throw new GraphQLSyntaxException($"Expected \"{keyword}\", found {TokenKindText.Describe(_token)}.", _token.Location);
    }

    private bool SkipKeyword(string keyword)
    {
        if (_token.Kind != TokenKind.Name || _token.Value != keyword)
            return false;
        Advance();
        return true;
    }

    private static GraphQLSyntaxException Unexpected(in Token token) =>
        new($"Unexpected {TokenKindText.Describe(token)}.", token.Location);

    /// <summary>Counts one level of nesting; braces and brackets recurse, so this is what bounds the stack.</summary>
    private void Enter()
    {
        if (++_depth <= _options.MaxDepth)
            return;
        throw new GraphQLSyntaxException(
            $"Document is nested more than {_options.MaxDepth} levels deep (limit MaxParserDepth). Parsing aborted.",
            _token.Location,
            ErrorCodes.LimitExceeded);
    }
}
