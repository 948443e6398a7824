using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Primitives;

/// <summary>
/// Text that every store can keep: without U+0000, which PostgreSQL cannot hold, and without half of a surrogate pair, which UTF-8 cannot express.
/// </summary>
public static class StorableText
{
    /// <summary>Checks that a text can be stored.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What the text is, for the message.</param>
    /// <param name="path">The place of the text in the input.</param>
    /// <returns>Why the text cannot be stored; null if it can.</returns>
    public static Refusal? Check(string text, string what, string path) => Find(text) switch
    {
        < 0 => null,
        var at when text[at] == '\0' =>
            new Refusal(RefusalCode.InvalidInput, $"The {what} has a NUL at position {at}, which stores cannot keep.", path),
        var at => new Refusal(RefusalCode.InvalidInput, $"The {what} has half of a surrogate pair at position {at}.", path),
    };

    /// <summary>Shortens a text for a message, without cutting a character in two.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The most UTF-16 units of the text to keep.</param>
    public static string Start(string text, int most)
    {
        if (text.Length <= most)
            return text;
        return text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…";
    }

    /// <summary>Finds the first character that no store can keep: U+0000, or half of a surrogate pair.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Its position, from 0; -1 if there is none.</returns>
    public static int Find(ReadOnlySpan<char> text)
    {
        // Most texts have neither, and these two searches are vectorized.
        var zero = text.IndexOf('\0');
        var surrogate = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        var first = zero < 0 || surrogate < 0 ? Math.Max(zero, surrogate) : Math.Min(zero, surrogate);
        for (var at = first; at >= 0 && at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
            {
                if (text[at] == '\0')
                    return at;
            }
            else if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
            {
                at++;
            }
            else
            {
                return at;
            }
        }

        return -1;
    }
}
