using System.Runtime.CompilerServices;

namespace MoCluster.Stores.Memory.Rules;

/// <summary>
/// What a broken rule says. It is put together only when the rule is broken: rules are asked for every event and every leased entry.
/// </summary>
[InterpolatedStringHandler]
internal ref struct RuleMessage
{
    private DefaultInterpolatedStringHandler _text;

    /// <summary>Begins; the compiler does so.</summary>
    /// <param name="literalLength">How many characters are constant.</param>
    /// <param name="formattedCount">How many values are put in.</param>
    /// <param name="holds">Whether the rule holds.</param>
    /// <param name="isWanted">Whether the rest is to be put together.</param>
    public RuleMessage(int literalLength, int formattedCount, bool holds, out bool isWanted)
    {
        isWanted = !holds;
        _text = holds ? default : new DefaultInterpolatedStringHandler(literalLength, formattedCount);
    }

    /// <summary>Adds a constant part.</summary>
    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    /// <summary>Adds a value.</summary>
    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    /// <summary>Adds a value in a format.</summary>
    public void AppendFormatted<T>(T value, string? format) => _text.AppendFormatted(value, format);

    /// <summary>Takes the message.</summary>
    public string Take() => _text.ToStringAndClear();
}
