using System.Buffers;
using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Namespaces;

/// <summary>What holds for every text by which something is named: it is kept by every store, and found again.</summary>
public static class NameRules
{
    /// <summary>What may be wrong with a text: most hold none of it, and are looked through in one go.</summary>
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        ['\0', .. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]);

    /// <summary>Checks a name.</summary>
    /// <param name="name">What was given.</param>
    /// <param name="what">What it names, for the message.</param>
    /// <param name="path">Where it stands in the input.</param>
    /// <param name="maxLength">The most characters.</param>
    /// <returns>Why it cannot be a name; null when it can.</returns>
    public static Refusal? Check(string name, string what, string path, int maxLength = StreamKey.MaxNameLength)
    {
        if (string.IsNullOrWhiteSpace(name))
            return new Refusal(RefusalCode.InvalidInput, $"A {what} has at least one character that is no space.", path);
        if (name.Length > maxLength)
            return new Refusal(RefusalCode.InvalidInput, $"A {what} has at most {maxLength} characters; this one has {name.Length}.", path);
        return CheckText(name, what, path);
    }

    /// <summary>Checks that a text can be stored: no NUL, no half of a surrogate pair.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="path">Where it stands in the input.</param>
    /// <returns>Why it cannot be stored; null when it can.</returns>
    public static Refusal? CheckText(string text, string what, string path) => FindUnstorable(text) switch
    {
        < 0 => null,
        var at when text[at] == '\0' =>
            new Refusal(RefusalCode.InvalidInput, $"The {what} has a NUL at position {at}, which stores cannot keep.", path),
        var at => new Refusal(RefusalCode.InvalidInput, $"The {what} has half of a surrogate pair at position {at}.", path),
    };

    /// <summary>What no store can keep of a text: a NUL, or half of a surrogate pair.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Where the first of it is, from 0; -1 when there is none.</returns>
    public static int FindUnstorable(ReadOnlySpan<char> text)
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
