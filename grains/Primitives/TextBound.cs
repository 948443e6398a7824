using System.Text;
using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Primitives;

/// <summary>How long a text may be: in characters as clients count them, and in the bytes that it takes in a store.</summary>
/// <remarks>
/// A character is a Unicode code point, so that an emoji is one. <see cref="string.Length"/> counts UTF-16 units, of which it has two.
/// </remarks>
/// <param name="Characters">The most characters.</param>
/// <param name="Bytes">The most bytes in UTF-8.</param>
public sealed record TextBound(int Characters, int Bytes)
{
    /// <summary>A character has no more bytes than this.</summary>
    private const int LongestCharacter = 4;

    /// <summary>A UTF-16 unit stands for no more bytes than this: a character of four bytes has two units.</summary>
    private const int LongestUnit = 3;

    /// <summary>What any text of a request may be; most are bound more closely where they are used.</summary>
    public static TextBound Any { get; } = Of(16_384);

    /// <summary>The bound of so many characters, whichever they are.</summary>
    /// <param name="characters">The most characters.</param>
    public static TextBound Of(int characters) => new(characters, characters * LongestCharacter);

    /// <summary>How many characters a text has.</summary>
    /// <param name="text">The text.</param>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]))
                count--;
        }

        return count;
    }

    /// <summary>Whether a text is within the bound.</summary>
    /// <param name="text">The text.</param>
    public bool Holds(string text) => !HasTooManyCharacters(text) && !HasTooManyBytes(text);

    /// <summary>Checks that a text can be kept: it is within the bound, and every store can hold its characters.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="what">What it is, for the message, for example <c>user key</c>.</param>
    /// <param name="path">Where it stands in the input.</param>
    /// <returns>Why it cannot be kept; null when it can.</returns>
    public Refusal? Check(string text, string what, string path)
    {
        if (HasTooManyCharacters(text))
            return new Refusal(RefusalCode.InvalidInput, $"{Article(what)} {what} has at most {Characters} characters; this one has {Count(text)}.", path);
        if (HasTooManyBytes(text))
        {
            return new Refusal(
                RefusalCode.InvalidInput,
                $"{Article(what)} {what} has at most {Bytes} bytes in UTF-8; this one has {Encoding.UTF8.GetByteCount(text)} in {Count(text)} characters.",
                path);
        }

        return StorableText.Check(text, what, path);
    }

    internal static string Article(string what) => what.Length > 0 && "aeiou".Contains(what[0], StringComparison.Ordinal) ? "An" : "A";

    private bool HasTooManyCharacters(string text) => text.Length > Characters && Count(text) > Characters;

    private bool HasTooManyBytes(string text) => (long)text.Length * LongestUnit > Bytes && Encoding.UTF8.GetByteCount(text) > Bytes;
}
