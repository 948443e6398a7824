using System.Text;

namespace MoCluster.GraphQL.Language.Parsing;

/// <summary>Reads the two forms of string literals and their escapes (spec §2.9.4).</summary>
internal readonly struct StringLiteralReader(string text)
{
    /// <summary>Reads a "…" literal, from the position after the opening quote.</summary>
    public StringLiteralRead ReadSingleLine(int position)
    {
        StringBuilder? value = null;
        var chunk = position;
        while (position < text.Length && text[position] is not ('\n' or '\r'))
        {
            var c = text[position];
            if (c == '"')
            {
                var rest = text.AsSpan(chunk, position - chunk);
                return new StringLiteralRead(value is null ? rest.ToString() : value.Append(rest).ToString(), position + 1);
            }

            if (c == '\\')
            {
                (value ??= new StringBuilder()).Append(text, chunk, position - chunk);
                var size = ReadEscape(position, value, out var error);
                if (error is not null)
                    return new StringLiteralRead("", position, error);
                chunk = position += size;
                continue;
            }

            var scalar = Lexer.ScalarSize(text, position);
            if (scalar == 0)
                return new StringLiteralRead("", position, $"Invalid character within String: {Lexer.PrintCodePoint(text, position)}.");
            position += scalar;
        }

        return new StringLiteralRead("", position, "Unterminated string.");
    }

    /// <summary>Reads a block string, from the position after the opening quotes, and removes the common indentation.</summary>
    public StringLiteralRead ReadBlock(int position, int lineStart)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var chunk = position;
        while (position < text.Length)
        {
            var c = text[position];
            if (c == '"' && IsTripleQuote(position))
            {
                lines.Add(line.Append(text, chunk, position - chunk).ToString());
                return new StringLiteralRead(BlockString.Dedent(lines), position + 3, null, lines.Count - 1, lineStart);
            }

            if (c == '\\' && IsTripleQuote(position + 1))
            {
                line.Append(text, chunk, position - chunk);
                chunk = position + 1;
                position += 4;
                continue;
            }

            if (c is '\n' or '\r')
            {
                lines.Add(line.Append(text, chunk, position - chunk).ToString());
                line.Clear();
                position += c == '\r' && position + 1 < text.Length && text[position + 1] == '\n' ? 2 : 1;
                chunk = lineStart = position;
                continue;
            }

            var scalar = Lexer.ScalarSize(text, position);
            if (scalar == 0)
            {
                var invalid = $"Invalid character within String: {Lexer.PrintCodePoint(text, position)}.";
                return new StringLiteralRead("", position, invalid, lines.Count, lineStart);
            }

            position += scalar;
        }

        return new StringLiteralRead("", position, "Unterminated string.", lines.Count, lineStart);
    }

    private bool IsTripleQuote(int position) => text.AsSpan(Math.Min(position, text.Length)).StartsWith("\"\"\"");

    private int ReadEscape(int position, StringBuilder value, out string? error)
    {
        error = null;
        var c = position + 1 < text.Length ? text[position + 1] : '\0';
        if (c == 'u')
        {
            return position + 2 < text.Length && text[position + 2] == '{'
                ? ReadVariableWidth(position, value, out error)
                : ReadFixedWidth(position, value, out error);
        }

        var meaning = c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => '\0',
        };
        if (meaning == '\0')
            error = $"Invalid character escape sequence: \"{Slice(position, 2)}\".";
        else
            value.Append(meaning);
        return 2;
    }

    /// <summary>Reads \u{…}: one to eight hexadecimal digits that give a Unicode scalar value.</summary>
    private int ReadVariableWidth(int position, StringBuilder value, out string? error)
    {
        uint point = 0;
        var size = 3;
        while (size < 12)
        {
            var c = position + size < text.Length ? text[position + size] : '\0';
            size++;
            if (c == '}')
            {
                if (size < 5 || !Rune.TryCreate(point, out var rune))
                    break;
                value.Append(rune.ToString());
                error = null;
                return size;
            }

            if (!char.IsAsciiHexDigit(c))
                break;
            point = (point << 4) | (uint)HexValue(c);
        }

        error = $"Invalid Unicode escape sequence: \"{Slice(position, size)}\".";
        return size;
    }

    /// <summary>Reads \uXXXX. The escape of a leading surrogate must be followed by the escape of a trailing one.</summary>
    private int ReadFixedWidth(int position, StringBuilder value, out string? error)
    {
        error = null;
        var code = Hex4(position + 2);
        if (code >= 0 && !char.IsSurrogate((char)code))
        {
            value.Append((char)code);
            return 6;
        }

        if (code >= 0 && char.IsHighSurrogate((char)code) && Slice(position + 6, 2).SequenceEqual("\\u"))
        {
            var trailing = Hex4(position + 8);
            if (trailing >= 0 && char.IsLowSurrogate((char)trailing))
            {
                value.Append((char)code).Append((char)trailing);
                return 12;
            }
        }

        error = $"Invalid Unicode escape sequence: \"{Slice(position, 6)}\".";
        return 6;
    }

    private int Hex4(int position)
    {
        if (position + 4 > text.Length)
            return -1;
        var code = 0;
        for (var i = position; i < position + 4; i++)
        {
            if (!char.IsAsciiHexDigit(text[i]))
                return -1;
            code = (code << 4) | HexValue(text[i]);
        }

        return code;
    }

    private static int HexValue(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    private ReadOnlySpan<char> Slice(int position, int length)
    {
        var start = Math.Min(position, text.Length);
        return text.AsSpan(start, Math.Min(length, text.Length - start));
    }
}
