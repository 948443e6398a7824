namespace MoCluster.History;

/// <summary>A promise that a run broke.</summary>
/// <param name="Rule">Which promise.</param>
/// <param name="Story">What happened, for a reader who has only this line.</param>
public sealed record Violation(string Rule, string Story)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Rule}: {Story}";
}
