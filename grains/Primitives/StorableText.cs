using System.Buffers;
using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Primitives;

/// <summary>
/// Text that every store can keep: without U+0000, which PostgreSQL has no room for, and without half of a surrogate pair, which has no UTF-8.
/// </summary>
public static class StorableText
{
    /// <summary>What may be wrong with a text: most hold none of it, and are looked through in one go.</summary>
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        ['\0', .. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]);

    /// <summary>Checks that a text can be stored.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="path">Where it stands in the input.</param>
    /// <returns>Why it cannot be stored; null when it can.</returns>
    public static Refusal? Check(string text, string what, string path) => Find(text) switch
    {
        < 0 => null,
        var at when text[at] == '\0' =>
            new Refusal(RefusalCode.InvalidInput, $"The {what} has a NUL at position {at}, which stores cannot keep.", path),
        var at => new Refusal(RefusalCode.InvalidInput, $"The {what} has half of a surrogate pair at position {at}.", path),
    };

    /// <summary>The beginning of a text, for a message; a character is not cut in two.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many UTF-16 units of it at most.</param>
    public static string Start(string text, int most)
    {
        if (text.Length <= most)
            return text;
        return text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…";
    }

    /// <summary>What no store can keep of a text: a NUL, or half of a surrogate pair.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Where the first of it is, from 0; -1 when there is none.</returns>
    public static int Find(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Suspicious); at >= 0 && at < text.Length; at++)
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
