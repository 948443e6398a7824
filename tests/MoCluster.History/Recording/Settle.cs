namespace MoCluster.History;

/// <summary>Tokens used: acknowledged, given back or parked.</summary>
public sealed class Settle : Operation
{
    internal Settle(History history, string client, Settlement settlement, IReadOnlyList<string> tokens)
        : base(history, client) => (Settlement, Tokens) = (settlement, tokens);

    /// <summary>What was done with them.</summary>
    public Settlement Settlement { get; }

    /// <summary>The tokens.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>It was answered.</summary>
    public void Confirm() => Happened();

    /// <inheritdoc/>
    public override string ToString() => $"{Client} {Settlement} of {Tokens.Count} tokens";
}
