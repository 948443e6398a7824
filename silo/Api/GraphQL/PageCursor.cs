using System.Buffers.Text;
using System.Text;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>Says where a page ended and in which incarnation of the store. A cursor from before a restore is refused (docs/architecture.md §4).</summary>
/// <param name="Incarnation">The incarnation of the store.</param>
/// <param name="After">The last item of the page: a uuid or a name.</param>
internal sealed record PageCursor(Guid Incarnation, string After)
{
    private const int UuidLength = 16;
    private const int MaxLength = 2_048;

    /// <summary>Parses the text of a cursor.</summary>
    /// <param name="text">The text from an answer.</param>
    /// <exception cref="FormatException">The text is not a cursor.</exception>
    public static PageCursor Parse(string text)
    {
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
            throw NotACursor();
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= UuidLength)
            throw NotACursor();
        return new PageCursor(new Guid(bytes.AsSpan(0, UuidLength)), Encoding.UTF8.GetString(bytes.AsSpan(UuidLength)));
    }

    /// <summary>The text of the cursor, which is opaque to callers.</summary>
    public override string ToString() => Base64Url.EncodeToString([.. Incarnation.ToByteArray(), .. Encoding.UTF8.GetBytes(After)]);

    private static FormatException NotACursor() => new("Could not parse Cursor: take it from the page_info of an answer, unchanged.");
}
