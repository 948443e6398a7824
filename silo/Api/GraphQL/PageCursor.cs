using System.Buffers.Text;
using System.Text;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>Where a page ended, and in which life of the data: one of before a restore leads nowhere (DESIGN.md §4).</summary>
/// <param name="Incarnation">The store's incarnation.</param>
/// <param name="After">What the page ended with: a uuid or a name.</param>
internal sealed record PageCursor(Guid Incarnation, string After)
{
    private const int UuidLength = 16;
    private const int MaxLength = 2_048;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">A cursor of an answer.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static PageCursor Parse(string text)
    {
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
            throw NotACursor();
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= UuidLength)
            throw NotACursor();
        return new PageCursor(new Guid(bytes.AsSpan(0, UuidLength)), Encoding.UTF8.GetString(bytes.AsSpan(UuidLength)));
    }

    /// <summary>The text that travels: opaque to callers.</summary>
    public override string ToString() => Base64Url.EncodeToString([.. Incarnation.ToByteArray(), .. Encoding.UTF8.GetBytes(After)]);

    private static FormatException NotACursor() => new("Could not parse Cursor: take it from the page_info of an answer, unchanged.");
}
