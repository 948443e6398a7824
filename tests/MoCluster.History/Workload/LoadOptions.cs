namespace MoCluster.History.Workload;

/// <summary>How much load, and of which kind.</summary>
public sealed record LoadOptions
{
    /// <summary>What every client's choices are drawn from.</summary>
    public required int Seed { get; init; }

    /// <summary>The namespace into which is published; one of the run's own.</summary>
    public string Namespace { get; init; } = "load";

    /// <summary>How many clients publish.</summary>
    public int Publishers { get; init; } = 2;

    /// <summary>How many clients fetch from each listener.</summary>
    public int Consumers { get; init; } = 2;

    /// <summary>How many clients change org units of their own; 0 leaves objects alone.</summary>
    public int Editors { get; init; } = 2;

    /// <summary>
    /// The longest pause of a client between two steps; each pause is drawn. A load need not saturate the machine to have requests under way
    /// at every moment, and the silos that a test restarts meanwhile need the processor too.
    /// </summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long the listeners' leases are, and their longest back-off.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many events may be open before publishers pause: published and not yet seen by some listener.</summary>
    public int MaxBacklog { get; init; } = 2_000;

    /// <summary>Which share of the requests is cut off by its own client, at a moment that is drawn.</summary>
    public double CutShare { get; init; } = 0.02;

    /// <summary>
    /// Which share of the publications and updates has an idempotency key, under which it is repeated until its outcome is known. Of one
    /// without it may never be.
    /// </summary>
    public double KeyedShare { get; init; } = 0.8;

    /// <summary>Whether some mutations are such that the sample trigger refuses them (<c>Triggers:Sample=true</c>).</summary>
    public bool Vetoes { get; init; }

    /// <summary>After which time without an answer a request's outcome is unknown.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the listeners may take to be emptied at the end.</summary>
    public TimeSpan DrainPatience { get; init; } = TimeSpan.FromSeconds(90);
}
