using System.Text;

namespace MoCluster.Faults.Inputs;

/// <summary>
/// Values at and beyond the limits of each scalar, as JSON. Double braces mark a value that differs from silo to silo
/// (<see cref="Example"/>).
/// </summary>
internal static class Boundaries
{
    private static readonly string[] Nonsense = ["null", "true", "0", "-1", "1.5", "1e400", "\"\"", "\"x\"", "[]", "{}", "[null]", "[[1]]"];

    private static readonly string[] Texts =
    [
        "", " ", "\t\n", "\u00a0", "\u3000", "\0", "a\0b", "\ud800", "a\udc00b", "\ufeff", "\ufffe", "\u202eabc", "\u007f", "\u0085", ".", "..", "/", "a/b",
        "%2F", "%", "%zz", "?", "#", "\\", "'; --", "\"", "{}", "æ", "😀", "é", "*", "$", "null", "MO", "mo", "inputs",
    ];

    /// <summary>Lengths just below, at and above the limits that some field has.</summary>
    private static readonly int[] Lengths = [220, 221, 255, 256, 889, 890, 1000, 1001, 1024, 1025, 4096, 4097, 16_384, 16_385];

    private static readonly string[] Days =
    [
        "0001-01-01", "0001-01-02", "0000-01-01", "9999-12-31", "10000-01-01", "-0001-01-01", "2021-02-29", "2021-02-30", "2021-13-01", "2021-1-1",
        "1850-01-01", "1893-12-31", "1940-05-15", "1970-01-01", "2038-01-19", "2100-01-01", "", " ", "yesterday", "2021-01-01 ", "\u0662\u0660\u0662\u0661-01-01",
        "\0", "20210101", "2021-W01-1",
    ];

    private static readonly string[] Times =
    [
        "T00:00:00Z", "T00:00:00+14:00", "T00:00:00-14:00", "T23:59:59.9999999Z", "T23:59:59-14:00", "T23:59:60Z", "T24:00:00Z", "t00:00:00z", "T00:00:00", "T00:00",
        "T00:00:00+01", "T00:00:00+0100", "T00:00:00+01:00", "T00:00:00.123456789012345678901234567890Z", "T00:00:00+99:99", "T00:00:00,5Z", " 00:00:00", "T",
        "T00:00:00+00:50:20",
    ];

    private static readonly string[] Uuids =
    [
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "", " ", "\0", "x",
        "{00000000-0000-0000-0000-000000000000}", "00000000000000000000000000000000", "00000000-0000-0000-0000-00000000000", "00000000-0000-0000-0000-0000000000001",
        "\ud800", "６ffffff-ffff-ffff-ffff-ffffffffffff",
    ];

    /// <summary>A value of a GraphQL scalar, mostly at one of its limits.</summary>
    /// <param name="scalar">The scalar's name.</param>
    /// <param name="random">Chooses the value.</param>
    public static string Draw(string scalar, Random random) => random.Next(8) == 0 ? Pick(Nonsense, random) : scalar switch
    {
        "Int" => Pick(["0", "1", "-1", "2147483647", "-2147483648", "2147483648", "-2147483649", "1.0", "1e3", "1e-3", "9223372036854775808", "1e400"], random),
        "Long" => Pick(["0", "1", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "4611686018427387904", "1e400", "1.0"], random),
        "Float" => Pick(["0", "-0.0", "1", "-1", "1e308", "-1e308", "1e400", "5e-324", "0.0000001", "1.0000000001", "43200", "43201", "2592000", "2592001", "1e18"], random),
        "Boolean" => Pick(["true", "false", "null", "1", "\"true\""], random),
        "UUID" => JsonTexts.Text(Pick(Uuids, random)),
        "Date" => JsonTexts.Text(Pick(Days, random)),
        "DateTime" => JsonTexts.Text(Pick(Days, random) + (random.Next(3) == 0 ? "" : Pick(Times, random))),
        "CPR" => JsonTexts.Text(Pick(["0101700000", "0000000000", "9999999999", "3102700000", "6101700000", "", "010170-0000", "\0", "01017000001", "０101700000"], random)),
        "Cursor" => Pick([.. Cursors, JsonTexts.Text(Text(random))], random),
        "EventToken" => Pick(["\"{{token}}\"", "\"{{token}}x\"", "\"\"", "\"AAAA\"", JsonTexts.Text(Text(random))], random),
        _ => JsonTexts.Text(Text(random)),
    };

    /// <summary>Values that hardly any field accepts.</summary>
    public static string Wrong(Random random) => Pick(Nonsense, random);

    /// <summary>A text at one of the limits.</summary>
    public static string Text(Random random) => random.Next(3) > 0 ? Pick(Texts, random) : Long(random);

    /// <summary>Cursors that point nowhere, each with the incarnation of the silo that gets it.</summary>
    private static IEnumerable<string> Cursors =>
    [
        "\"{{cursor:\\u0000}}\"", "\"{{cursor:x}}\"", "\"{{cursor:00000000-0000-0000-0000-000000000000}}\"",
        "\"{{cursor:00000000-0000-0000-0000-000000000000/9223372036854775807}}\"", "\"{{cursor:ffffffff-ffff-ffff-ffff-ffffffffffff/-1}}\"",
        "\"{{cursor:00000000-0000-0000-0000-000000000000/9223372036854775808}}\"",
    ];

    /// <summary>A text of the given length. Its characters take one to four bytes each and do not compress.</summary>
    private static string Long(Random random)
    {
        var length = Pick(Lengths, random);
        var (least, most) = Pick([(0x61, 0x7a), (0xc0, 0x2af), (0x4e00, 0x9fff), (0x1f300, 0x1f5ff)], random);
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
            text.Append(new Rune(random.Next(least, most)));
        return text.ToString();
    }

    private static T Pick<T>(T[] values, Random random) => values[random.Next(values.Length)];
}
