using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Listeners;

/// <summary>An acknowledgement that waits for its commit.</summary>
/// <param name="Tokens">The caller's own tokens of this group.</param>
internal sealed record AcknowledgeRequest(List<Token> Tokens)
{
    // The caller goes on within the turn that answers. All it does then is return.
    private readonly TaskCompletionSource<Outcome<int>> _answer = new();

    /// <summary>The answer.</summary>
    public Task<Outcome<int>> Answer => _answer.Task;

    /// <summary>How many of the tokens were accepted.</summary>
    public int Accepted { get; set; }

    /// <summary>Answers; a second answer is ignored.</summary>
    public void Reply(Outcome<int> outcome) => _answer.TrySetResult(outcome);
}
