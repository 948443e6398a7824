namespace MoCluster.History;

/// <summary>A call that uses tokens: to acknowledge, to nack or to park.</summary>
public sealed class Settle : Operation
{
    internal Settle(History history, string client, Settlement settlement, IReadOnlyList<string> tokens)
        : base(history, client) => (Settlement, Tokens) = (settlement, tokens);

    /// <summary>How the tokens were used.</summary>
    public Settlement Settlement { get; }

    /// <summary>The tokens.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>Records that the call was confirmed.</summary>
    public void Confirm() => Happened();

    /// <inheritdoc/>
    public override string ToString() => $"{Client} {Settlement} of {Tokens.Count} tokens";
}
