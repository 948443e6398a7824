using System.Runtime.CompilerServices;

namespace MoCluster.GraphQL.Language.Parsing;

/// <summary>
/// Splits a document into tokens (spec §2.1). Only the values of names, numbers and strings are allocated, and
/// <see cref="NameTable"/> shares the values of names that recur.
/// </summary>
internal struct Lexer(string text, int maxTokens)
{
    private readonly NameTable _names = new();
    private int _position;
    private int _line = 1;
    private int _lineStart;
    private int _tokens;

    /// <summary>Reads the next token, skipping white space, commas and comments.</summary>
    /// <exception cref="GraphQLSyntaxException">
    /// The text does not continue with a token, or the document has more tokens than are allowed.
    /// </exception>
    public LexicalToken Next()
    {
        SkipIgnored();
        if (_position >= text.Length)
            return new LexicalToken(TokenKind.EndOfFile, text.Length, text.Length, _line, 1 + text.Length - _lineStart);
        if (++_tokens > maxTokens)
        {
            throw new GraphQLSyntaxException(
                $"Document contains more than {maxTokens} tokens (limit MaxTokens). Parsing aborted.",
                Here(_position),
                ErrorCodes.LimitExceeded);
        }

        return Read(text[_position]);
    }

    private LexicalToken Read(char c)
    {
        var punctuator = c switch
        {
            '!' => TokenKind.Bang,
            '$' => TokenKind.Dollar,
            '&' => TokenKind.Amp,
            '(' => TokenKind.ParenLeft,
            ')' => TokenKind.ParenRight,
            ':' => TokenKind.Colon,
            '=' => TokenKind.EqualsSign,
            '@' => TokenKind.At,
            '[' => TokenKind.BracketLeft,
            ']' => TokenKind.BracketRight,
            '{' => TokenKind.BraceLeft,
            '|' => TokenKind.Pipe,
            '}' => TokenKind.BraceRight,
            _ => TokenKind.StartOfFile,
        };
        if (punctuator != TokenKind.StartOfFile)
            return Make(punctuator, 1);
        if (IsNameStart(c))
            return ReadName();
        if (c == '.' && At(_position + 1) == '.' && At(_position + 2) == '.')
            return Make(TokenKind.Spread, 3);
        if (c == '"')
            return ReadQuoted();
        if (char.IsAsciiDigit(c) || c == '-')
            return ReadNumber(c);
        throw UnexpectedCharacter(c);
    }

    private void SkipIgnored()
    {
        while (_position < text.Length)
        {
            switch (text[_position])
            {
                case '\uFEFF' or '\t' or ' ' or ',':
                    _position++;
                    break;
                case '\n':
                    _position++;
                    NewLine(_position);
                    break;
                case '\r':
                    _position += At(_position + 1) == '\n' ? 2 : 1;
                    NewLine(_position);
                    break;
                case '#':
                    SkipComment();
                    break;
                default:
                    return;
            }
        }
    }

    private void SkipComment()
    {
        _position++;
        while (_position < text.Length && text[_position] is not ('\n' or '\r'))
        {
            var size = ScalarSize(text, _position);
            if (size == 0)
                return; // The next read reports the lone surrogate at its place.
            _position += size;
        }
    }

    private LexicalToken ReadName()
    {
        var start = _position;
        var end = start + 1;
        while (end < text.Length && IsNamePart(text[end]))
            end++;
        var token = new LexicalToken(TokenKind.Name, start, end, _line, Column(start), _names.Get(text.AsSpan(start, end - start)));
        _position = end;
        return token;
    }

    private LexicalToken ReadNumber(char first)
    {
        var start = _position;
        var position = start;
        var isFloat = false;
        if (first == '-')
            position++;
        if (At(position) == '0')
        {
            position++;
            if (char.IsAsciiDigit(At(position)))
                throw Error($"Invalid number, unexpected digit after 0: {PrintCodePoint(position)}.", position);
        }
        else
        {
            position = ReadDigits(position);
        }

        if (At(position) == '.')
        {
            isFloat = true;
            position = ReadDigits(position + 1);
        }

        if (At(position) is 'e' or 'E')
        {
            isFloat = true;
            position++;
            if (At(position) is '+' or '-')
                position++;
            position = ReadDigits(position);
        }

        // A number ends at a delimiter: "0xF1" and "1.2.3" are malformed numbers, not two tokens each.
        if (At(position) == '.' || IsNameStart(At(position)))
            throw Error($"Invalid number, expected digit but got: {PrintCodePoint(position)}.", position);
        _position = position;
        return new LexicalToken(isFloat ? TokenKind.Float : TokenKind.Int, start, position, _line, Column(start), text[start..position]);
    }

    private readonly int ReadDigits(int position)
    {
        if (!char.IsAsciiDigit(At(position)))
            throw Error($"Invalid number, expected digit but got: {PrintCodePoint(position)}.", position);
        while (char.IsAsciiDigit(At(position)))
            position++;
        return position;
    }

    private LexicalToken ReadQuoted()
    {
        var start = _position;
        var strings = new StringLiteralReader(text);
        if (At(start + 1) == '"' && At(start + 2) == '"')
        {
            var block = strings.ReadBlock(start + 3, _lineStart);
            if (block.Error is { } blockError)
                throw new GraphQLSyntaxException(blockError, new SourceLocation(_line + block.Lines, 1 + block.End - block.LineStart));
            var token = new LexicalToken(TokenKind.BlockString, start, block.End, _line, Column(start), block.Value);
            _position = block.End;
            _line += block.Lines;
            _lineStart = block.LineStart;
            return token;
        }

        var read = strings.ReadSingleLine(start + 1);
        if (read.Error is { } error)
            throw Error(error, read.End);
        _position = read.End;
        return new LexicalToken(TokenKind.String, start, read.End, _line, Column(start), read.Value);
    }

    private readonly GraphQLSyntaxException UnexpectedCharacter(char c)
    {
        if (c == '\'')
            return Error("Unexpected single quote character ('), did you mean to use a double quote (\")?", _position);
        var printed = PrintCodePoint(_position);
        return Error(ScalarSize(text, _position) > 0 ? $"Unexpected character: {printed}." : $"Invalid character: {printed}.", _position);
    }

    private LexicalToken Make(TokenKind kind, int length)
    {
        var token = new LexicalToken(kind, _position, _position + length, _line, Column(_position));
        _position += length;
        return token;
    }

    private void NewLine(int start)
    {
        _line++;
        _lineStart = start;
    }

    private readonly string PrintCodePoint(int position) => PrintCodePoint(text, position);

    private readonly GraphQLSyntaxException Error(string description, int position) => new(description, Here(position));

    private readonly SourceLocation Here(int position) => new(_line, Column(position));

    private readonly int Column(int position) => 1 + position - _lineStart;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly char At(int position) => (uint)position < (uint)text.Length ? text[position] : '\0';

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>The number of code units of the Unicode scalar value at a position: 1 or 2, or 0 for a lone surrogate.</summary>
    internal static int ScalarSize(string text, int position)
    {
        var c = text[position];
        if (!char.IsSurrogate(c))
            return 1;
        return char.IsHighSurrogate(c) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]) ? 2 : 0;
    }

    internal static string PrintCodePoint(string text, int position)
    {
        if (position >= text.Length)
            return "<EOF>";
        var c = text[position];
        if (c is >= ' ' and <= '~')
            return c == '"' ? "'\"'" : $"\"{c}\"";
        var code = ScalarSize(text, position) == 2 ? char.ConvertToUtf32(text, position) : c;
        return "U+" + code.ToString("X4", System.Globalization.CultureInfo.InvariantCulture);
    }
}
