using System.CommandLine.Parsing;
using System.Globalization;

namespace MoCluster.Cli.Texts;

/// <summary>Times as people write them: <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>; a number alone is seconds.</summary>
internal static class SpanText
{
    /// <summary>Reads the value of an option.</summary>
    /// <param name="result">The value, which gets the error if it is none.</param>
    public static TimeSpan? Read(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (TryParse(text, out var span))
            return span;
        result.AddError($"'{text}' is no time. Write it like 30s, 5m, 2h or 1d; a number alone is seconds.");
        return null;
    }

    /// <summary>Reads a time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="span">The time, which is not negative.</param>
    /// <returns>Whether the text is a time.</returns>
    public static bool TryParse(string text, out TimeSpan span)
    {
        span = default;
        var (digits, unit) = text switch
        {
            [.. var number, 'm', 's'] => (number, 0.001),
            [.. var number, 's'] => (number, 1d),
            [.. var number, 'm'] => (number, 60d),
            [.. var number, 'h'] => (number, 3600d),
            [.. var number, 'd'] => (number, 86_400d),
            _ => (text, 1d),
        };
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || count * unit > 10_000 * 86_400d)
            return false;
        span = TimeSpan.FromSeconds(count * unit);
        return true;
    }

    /// <summary>Writes a time in its two largest units.</summary>
    /// <param name="span">The time.</param>
    public static string Write(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0}ms"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#}s"),
        { TotalMinutes: < 60 } => Two(span.Minutes, "m", span.Seconds, "s"),
        { TotalHours: < 24 } => Two(span.Hours, "h", span.Minutes, "m"),
        _ => Two((int)span.TotalDays, "d", span.Hours, "h"),
    };

    private static string Two(int large, string unit, int small, string smaller) => small == 0 ? $"{large}{unit}" : $"{large}{unit} {small}{smaller}";
}
