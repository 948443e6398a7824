namespace MoCluster.Stores.Memory;

/// <summary>
/// Text that every store can keep: well-formed UTF-16 without the character of code 0. Half a surrogate pair has no UTF-8, in which a
/// disk or a database holds it, and PostgreSQL keeps no zero.
/// </summary>
internal static class TextRules
{
    /// <summary>Checks a text.</summary>
    /// <exception cref="ArgumentException">It cannot be kept.</exception>
    public static void Check(string? text, string where)
    {
        if (text is null || text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 && !text.Contains('\0', StringComparison.Ordinal))
            return;

        for (var i = 0; i < text.Length; i++)
        {
            var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !pair))
                throw new ArgumentException($"{where} holds the code {(int)text[i]:x4} at {i}, which is no character that can be kept.");
            i += pair ? 1 : 0;
        }
    }
}
