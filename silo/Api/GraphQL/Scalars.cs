using System.Globalization;
using System.Text.Json;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Versions;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>The custom scalars. Their names are OS2mo's (docs/os2mo.md §2).</summary>
internal static class Scalars
{
    private const string OutputFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";

    /// <summary>Writes and reads <see cref="System.Guid"/>.</summary>
    public static ScalarType Uuid { get; } = ScalarType.FromText(
        "UUID",
        "A universally unique identifier: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.",
        text => Guid.TryParseExact(text, "D", out var uuid)
            ? uuid
            : throw new FormatException("A UUID looks like 3b866d97-0b1f-48e0-8078-686d96f430b3."),
        uuid => uuid.ToString("D"),
        "https://www.rfc-editor.org/rfc/rfc9562");

    /// <summary>Writes and reads <see cref="DateTimeOffset"/>.</summary>
    public static ScalarType DateTime { get; } = ScalarType.FromText(
        "DateTime",
        "A date and time with its offset from UTC, as RFC 3339 has it. Without an offset it is local time in the zone of the organisation; "
        + "a date alone is the beginning of the day there. Offsets may be written +01 and +0100 too.",
        ParseInstant,
        Text,
        "https://www.rfc-editor.org/rfc/rfc3339");

    /// <summary>Writes and reads <see cref="DateOnly"/>.</summary>
    public static ScalarType Date { get; } = ScalarType.FromText(
        "Date",
        "A day, as year-month-day.",
        text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException("A Date looks like 2021-01-31."),
        Text,
        "https://www.rfc-editor.org/rfc/rfc3339");

    /// <summary>Writes and reads the ten digits as a string. The rules of the number belong to the field (docs/os2mo.md §8.2).</summary>
    public static ScalarType Cpr { get; } = ScalarType.FromText(
        "CPR",
        "A number of the Danish civil registration system: ten digits. The first six are the day of birth, or the number is a replacement.",
        text => text.Length == 10 && text.All(char.IsAsciiDigit)
            ? text
            : throw new FormatException("A CPR number has ten digits, without a dash."),
        text => text);

    /// <summary>Writes and reads <see cref="PageCursor"/>.</summary>
    public static ScalarType Cursor { get; } = ScalarType.FromText(
        "Cursor",
        "Where a page ended. Take it from `page_info.next_cursor` of an answer and send it back unchanged to get the next page.",
        PageCursor.Parse,
        cursor => cursor.ToString());

    /// <summary>Writes and reads <see cref="PageCursor"/> as OS2mo does.</summary>
    private static ScalarType VersionedCursor { get; } =
        ScalarType.FromText("Cursor", Cursor.Description, PageCursor.ParseVersioned, cursor => cursor.ToVersionedString());

    /// <summary>Writes and reads <see cref="long"/>, for numbers of events and registrations that exceed Int.</summary>
    public static ScalarType Long { get; } = new(
        "Long",
        "A signed whole number of up to 64 bits, as a JSON number.",
        value => value,
        json => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number) ? number : throw NotALong(),
        literal => literal is IntValueNode node && long.TryParse(node.Value, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw NotALong());

    /// <summary>Writes and reads <see cref="int"/>, for limits of pages: OS2mo names their scalar so (docs/os2mo.md §2).</summary>
    public static ScalarType Count { get; } = new(
        "int",
        "A whole number, 0 or more: how many at most.",
        value => value,
        json => json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) && number >= 0 ? number : throw NotACount(),
        literal => literal is IntValueNode node && int.TryParse(node.Value, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw NotACount());

    /// <summary>The text of an instant.</summary>
    /// <param name="instant">The instant.</param>
    public static string Text(DateTimeOffset instant) => instant.ToString(OutputFormat, CultureInfo.InvariantCulture);

    /// <summary>The text of a day.</summary>
    /// <param name="day">The day.</param>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The custom scalars of a dialect.</summary>
    /// <param name="dialect">The dialect.</param>
    public static IEnumerable<ScalarType> Of(Dialect dialect) => dialect.IsOwn
        ? [Uuid, DateTime, Date, Cpr, Count, Cursor, EventTokenScalar.Scalar, Long]
        : [Uuid, DateTime, Date, Cpr, Count, VersionedCursor, EventTokenScalar.Versioned];

    private static DateTimeOffset ParseInstant(string text)
    {
        if (!ClockReading.TryParse(text, out var reading))
            throw new FormatException("A DateTime looks like 2021-01-31T00:00:00+01:00.");
        return ValidityCalendar.Copenhagen.TryInstant(reading, out var instant)
            ? instant
            : throw new FormatException("A DateTime lies in the years 1 to 9999 of UTC; what has no beginning or no end is null.");
    }

    private static GraphQLException NotACount() => new("int must be a whole number, 0 or more.");

    private static GraphQLException NotALong() => new("Long must be a whole number of at most 64 bits.");
}
