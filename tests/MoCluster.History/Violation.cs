namespace MoCluster.History;

/// <summary>A promise that a run broke.</summary>
/// <param name="Rule">The name of the rule that found it.</param>
/// <param name="Story">What happened, in one line that is understood by itself.</param>
public sealed record Violation(string Rule, string Story)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Rule}: {Story}";
}
