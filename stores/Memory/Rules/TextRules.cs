using MoCluster.Grains.Primitives;

namespace MoCluster.Stores.Memory.Rules;

/// <summary>
/// Every text of a commit must be text that every store can keep, see <see cref="StorableText"/>: PostgreSQL would refuse the whole batch for one that
/// is not.
/// </summary>
internal static class TextRules
{
    /// <summary>Checks a text.</summary>
    /// <param name="text">The text; null holds.</param>
    /// <param name="where">What the text is, for the message.</param>
    /// <exception cref="ArgumentException">No store can keep the text.</exception>
    public static void Check(string? text, string where)
    {
        if (StorableText.Find(text) is var at and >= 0)
            throw new ArgumentException($"{where} has U+{(int)text![at]:X4} at position {at}, which no store can keep.");
    }
}
