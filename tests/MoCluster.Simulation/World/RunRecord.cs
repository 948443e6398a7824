using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.History;
using MoCluster.Simulator.Scheduling;

namespace MoCluster.Simulation.World;

/// <summary>What is known of a run: what its clients saw, what became durable, what must never happen and did, and the story if asked for.</summary>
/// <param name="run">The run.</param>
/// <param name="isTold">Whether the story is kept, for a reader.</param>
internal sealed class RunRecord(SeededScheduler run, bool isTold)
{
    private readonly List<MadeCommit> _commits = [];
    private readonly HashSet<Guid> _known = [];
    private readonly List<Violation> _violations = [];

    /// <summary>What clients saw.</summary>
    public History.History History { get; } = new(run.Time);

    /// <summary>The commits that became true, in order, each once.</summary>
    public IReadOnlyList<MadeCommit> Commits => _commits;

    /// <summary>What clients asked for besides fetching and acknowledging, in the order in which they did.</summary>
    public List<Ask> Asks { get; } = [];

    /// <summary>How many events could be in hands at once for a fetch to be served, by what it was given.</summary>
    public Dictionary<(Guid Listener, Generation Generation), int> Windows { get; } = [];

    /// <summary>What must never happen and was seen as it happened.</summary>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>The story; null when nobody asked for it.</summary>
    public Story? Story { get; } = isTold ? new Story(run) : null;

    /// <summary>A commit was judged.</summary>
    /// <param name="client">Who made it.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="now">The store's time.</param>
    public void Committed(string client, Commit commit, CommitResult result, DateTimeOffset now)
    {
        Story?.Tell($"{client} → store: {StoryText.Of(commit)}{(result.Committed ? StoryText.Of(result) : $" is refused: {result.Refusal.Found}")}");
        if (result.Committed && _known.Add(commit.Id))
            _commits.Add(new MadeCommit(client, commit, result, History.Moment(), now));
    }

    /// <summary>Something happened that never must.</summary>
    public void Violate(string rule, string story)
    {
        Story?.Tell($"!! {rule}: {story}");
        _violations.Add(new Violation(rule, story));
    }
}
