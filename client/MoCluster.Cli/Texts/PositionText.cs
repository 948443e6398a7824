using System.CommandLine.Parsing;
using System.Globalization;
using MoCluster.Client;

namespace MoCluster.Cli.Texts;

/// <summary>Positions of a stream as people write them: <c>head</c>, <c>beginning</c>, the number of an event, an instant.</summary>
internal static class PositionText
{
    /// <summary>Reads the value of an option or an argument.</summary>
    /// <param name="result">The value, which gets the error if it is none.</param>
    public static ListenerPosition? Read(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        var position = Parse(text);
        if (position is null)
            result.AddError($"'{text}' is no position. It is head, beginning, the number of an event, or an instant such as 2026-01-31T08:00:00Z.");
        return position;
    }

    /// <summary>Reads a position; null if the text is none.</summary>
    /// <param name="text">The text. An instant without an offset is in the time zone of this machine.</param>
    public static ListenerPosition? Parse(string text) => text switch
    {
        "head" => ListenerPosition.Head,
        "beginning" => ListenerPosition.Beginning,
        _ when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => ListenerPosition.At(number),
        _ when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var instant) => ListenerPosition.At(instant),
        _ => null,
    };
}
