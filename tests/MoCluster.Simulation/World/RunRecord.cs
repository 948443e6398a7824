using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.History;
using MoCluster.Simulator.Scheduling;

namespace MoCluster.Simulation.World;

/// <summary>
/// The facts of a run: what its clients saw, what became durable, which promises were seen broken, and on request the transcript.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="keepTranscript">Whether to keep the transcript, for a reader.</param>
internal sealed class RunRecord(SeededScheduler run, bool keepTranscript)
{
    private readonly List<DurableCommit> _commits = [];
    private readonly HashSet<Guid> _known = [];
    private readonly List<Violation> _violations = [];

    /// <summary>What the clients saw.</summary>
    public History.History History { get; } = new(run.Time);

    /// <summary>The commits that became durable, in order, each once.</summary>
    public IReadOnlyList<DurableCommit> Commits => _commits;

    /// <summary>The requests of clients besides fetching and acknowledging, in order.</summary>
    public List<QueueRequest> Requests { get; } = [];

    /// <summary>The most leased events at which a fetch was still served, by its hand-out.</summary>
    public Dictionary<(Guid Listener, Generation Generation), int> Windows { get; } = [];

    /// <summary>The attempts to make deliveries, in order.</summary>
    public List<SentDelivery> Sent { get; } = [];

    /// <summary>When an operator asked to skip deliveries, by their numbers.</summary>
    public Dictionary<long, long> Skipped { get; } = [];

    /// <summary>The violations that were seen as they happened.</summary>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>The transcript; null when nobody asked for it.</summary>
    public Transcript? Transcript { get; } = keepTranscript ? new Transcript(run) : null;

    /// <summary>Records a judged commit.</summary>
    /// <param name="client">The silo that made it.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="result">Its result.</param>
    /// <param name="now">The store's time.</param>
    public void Committed(string client, Commit commit, CommitResult result, DateTimeOffset now)
    {
        Transcript?.Tell($"{client} → store: {TranscriptText.Of(commit)}{(result.Committed ? TranscriptText.Of(result) : $" is refused: {result.Refusal.Found}")}");
        if (result.Committed && _known.Add(commit.Id))
            _commits.Add(new DurableCommit(client, commit, result, History.Moment(), now));
    }

    /// <summary>Records a violation.</summary>
    public void Violate(string rule, string story)
    {
        Transcript?.Tell($"!! {rule}: {story}");
        _violations.Add(new Violation(rule, story));
    }
}
