using MoCluster.Grains.Primitives;

namespace MoCluster.Stores.Memory.Rules;

/// <summary>
/// Text that every store can keep: well-formed UTF-16 without the character of code 0. Half a surrogate pair has no UTF-8, in which a
/// disk or a database holds it, and PostgreSQL keeps no zero.
/// </summary>
internal static class TextRules
{
    /// <summary>Checks a text.</summary>
    /// <exception cref="ArgumentException">It cannot be kept.</exception>
    public static void Check(string? text, string where)
    {
        if (StorableText.Find(text) is var at and >= 0)
            throw new ArgumentException($"{where} holds the code {(int)text![at]:x4} at {at}, which is no character that can be kept.");
    }
}
