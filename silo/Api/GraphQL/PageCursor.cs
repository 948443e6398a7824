using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>Says where a page ended and in which incarnation of the store. A cursor from before a restore is refused (docs/architecture.md §4).</summary>
/// <param name="Incarnation">The incarnation of the store; null for a cursor of OS2mo's versions, which do not name it.</param>
/// <param name="After">The last item of the page: a uuid or a name.</param>
internal sealed record PageCursor(Guid? Incarnation, string After)
{
    private const int UuidLength = 16;
    private const int DigitBytes = 3;
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

    /// <summary>Parses the text of a cursor as OS2mo writes it: six digits for people to compare, a colon, and the base64 of JSON.</summary>
    /// <param name="text">The text from an answer.</param>
    /// <exception cref="FormatException">The text is not a cursor.</exception>
    public static PageCursor ParseVersioned(string text)
    {
        var parts = text.Length > MaxLength ? [] : text.Split(':');
        var bytes = new byte[text.Length];
        if (parts.Length < 2 || !Convert.TryFromBase64String(parts[1], bytes, out var length))
            throw NotACursor();
        try
        {
            using var json = JsonDocument.Parse(bytes.AsMemory(0, length));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("last", out var last) && last.ValueKind == JsonValueKind.String
                ? new PageCursor(null, last.GetString()!)
                : throw NotACursor();
        }
        catch (JsonException)
        {
            throw NotACursor();
        }
    }

    /// <summary>The text of the cursor, which is opaque to callers.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString([.. Incarnation.GetValueOrDefault().ToByteArray(), .. Encoding.UTF8.GetBytes(After)]);

    /// <summary>The text of the cursor as OS2mo writes it.</summary>
    public string ToVersionedString()
    {
        var json = Encoding.UTF8.GetBytes($$"""{"last": {{JsonSerializer.Serialize(After)}}}""");
        return $"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, DigitBytes))}:{Convert.ToBase64String(json)}";
    }

    private static FormatException NotACursor() => new("Could not parse Cursor: take it from the page_info of an answer, unchanged.");
}
