using System.Diagnostics.CodeAnalysis;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Listeners;

namespace MoCluster.Silo.Application;

/// <summary>An event token that a caller gave. Its text goes to the grain unchanged, because that is what grain calls carry.</summary>
/// <param name="Text">The text of the token, which is well formed.</param>
/// <param name="Listener">The listener that the token names. The caller may have forged it.</param>
internal sealed record GivenToken(string Text, Guid Listener)
{
    /// <summary>The refusal of a text that is not a token.</summary>
    public static Refusal Unparsable => EventToken.Unparsable;

    /// <summary>Reads a token.</summary>
    /// <param name="text">The text.</param>
    /// <param name="given">The token.</param>
    /// <returns>Whether the text is a token.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out GivenToken? given)
    {
        given = EventToken.TryParse(text, out var token) ? new GivenToken(text, token.Listener) : null;
        return given is not null;
    }
}
