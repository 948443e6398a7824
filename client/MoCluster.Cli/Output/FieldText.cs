using System.Globalization;
using MoCluster.Cli.Texts;

namespace MoCluster.Cli.Output;

/// <summary>Writes the fields of items as people read them.</summary>
internal static class FieldText
{
    /// <summary>Writes a field in one line.</summary>
    /// <param name="field">The field.</param>
    /// <param name="item">The item.</param>
    /// <param name="clock">Knows the present and the time zone.</param>
    public static string Of<T>(Field<T> field, T item, TimeProvider clock) =>
        Printable(field.Text is { } text ? text(item, clock) : Of(field.Value(item), clock));

    /// <summary>The name of a field. A time has its unit in its text, so not in its name.</summary>
    /// <param name="field">The field.</param>
    public static string NameOf<T>(Field<T> field) =>
        (field.Name.EndsWith("_seconds", StringComparison.Ordinal) ? field.Name[..^"_seconds".Length] : field.Name).Replace('_', ' ');

    /// <summary>A text in one line, without characters that would command the terminal.</summary>
    /// <param name="text">The text, which anybody may have sent.</param>
    public static string Printable(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.ReplaceLineEndings(" ").Select(letter => char.IsControl(letter) ? '�' : letter)) : text;

    /// <summary>Cuts a text to a width, with a sign that something is missing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The most characters.</param>
    public static string Cut(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";

    private static string Of(object? value, TimeProvider clock) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "yes" : "no",
        long number => number.ToString("#,0", CultureInfo.InvariantCulture),
        int number => number.ToString("#,0", CultureInfo.InvariantCulture),
        double number => number.ToString("#,0.##", CultureInfo.InvariantCulture),
        DateTimeOffset instant => InstantText.Write(instant, clock),
        TimeSpan span => SpanText.Write(span),
        IEnumerable<string> texts => string.Join(", ", texts),
        _ => value.ToString() ?? "",
    };
}
