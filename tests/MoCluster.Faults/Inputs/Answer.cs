using System.Text.RegularExpressions;

namespace MoCluster.Faults.Inputs;

/// <summary>
/// What a silo answered. <see cref="Normalised"/> leaves out the silo's own values: the uuids that it drew, its times, tokens and cursors.
/// </summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The body.</param>
internal sealed partial record Answer(int Status, string Text)
{
    /// <summary>Whether the answer is wrong for any request: a failure of the server, or words that callers must not see.</summary>
    public bool IsFailure => Status >= 500
        || Text.Contains("\"INTERNAL\"", StringComparison.Ordinal)
        || Text.Contains("   at ", StringComparison.Ordinal)
        || Text.Contains("Exception", StringComparison.Ordinal)
        || Text.Contains("(Parameter '", StringComparison.Ordinal)
        || Text.Contains("DateTime represented by the string", StringComparison.Ordinal);

    /// <summary>Whether the request was carried out in full.</summary>
    public bool IsDone => Status == 200 && !Text.StartsWith("{\"errors\":", StringComparison.Ordinal);

    /// <summary>Whether the same request may get another answer later.</summary>
    public bool IsRetriable => Text.Contains("\"retriable\":true", StringComparison.Ordinal);

    /// <summary>The part of the answer that must be the same from every silo.</summary>
    /// <param name="withData">Whether the data belongs to that part.</param>
    public string Normalised(bool withData)
    {
        var text = Uuid().Replace(Text, match => Usual.IsOwn(match.Value) ? match.Value : "UUID");
        text = Clock().Replace(text, "NOW");
        text = Opaque().Replace(text, "\"$1\":OPAQUE");

        // When several sibling fields fail, the answer names one, and chance decides which.
        text = ErrorPath().Replace(text, path => Index().Replace(path.Value, ",#"));
        if (!withData && text.StartsWith("{\"data\":", StringComparison.Ordinal))
            text = "DATA";
        return $"{Status} {(withData ? text : Data().Replace(text, "DATA"))}";
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")]
    private static partial Regex Uuid();

    /// <summary>An instant with a fraction of a second. Only clocks produce those, requests do not.</summary>
    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(Z|[+-]\d\d:\d\d)")]
    private static partial Regex Clock();

    [GeneratedRegex("\"(next_cursor|token)\":\"[^\"]*\"")]
    private static partial Regex Opaque();

    [GeneratedRegex("\"path\":\\[[^\\]]*\\]")]
    private static partial Regex ErrorPath();

    [GeneratedRegex(",[0-9]+")]
    private static partial Regex Index();

    [GeneratedRegex("\"data\":.*$", RegexOptions.Singleline)]
    private static partial Regex Data();
}
