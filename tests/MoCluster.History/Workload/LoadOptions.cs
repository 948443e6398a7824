namespace MoCluster.History.Workload;

/// <summary>How much load, and of which kind.</summary>
public sealed record LoadOptions
{
    /// <summary>The seed of every client's random choices.</summary>
    public required int Seed { get; init; }

    /// <summary>The namespace that the load publishes to. No other run may use it.</summary>
    public string Namespace { get; init; } = "load";

    /// <summary>How many clients publish.</summary>
    public int Publishers { get; init; } = 2;

    /// <summary>How many clients fetch from each listener.</summary>
    public int Consumers { get; init; } = 2;

    /// <summary>How many clients change org units, each its own. 0 for no objects.</summary>
    public int Editors { get; init; } = 2;

    /// <summary>
    /// The longest pause of a client between two steps; each pause is drawn. A load need not saturate the machine to have requests under way
    /// at every moment, and the silos that a test restarts meanwhile need the processor too.
    /// </summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The duration of the listeners' leases, and their longest back-off.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many events may be published and not yet seen by every listener before publishers pause.</summary>
    public int MaxBacklog { get; init; } = 2_000;

    /// <summary>The share of requests that the client cuts off, at a random moment.</summary>
    public double CutShare { get; init; } = 0.02;

    /// <summary>
    /// The share of publications and updates with an idempotency key. Under the key the client repeats a request until it knows the
    /// outcome. Without a key it may never know.
    /// </summary>
    public double KeyedShare { get; init; } = 0.8;

    /// <summary>True to send some mutations that the sample trigger refuses (<c>Triggers:Sample=true</c>).</summary>
    public bool Vetoes { get; init; }

    /// <summary>The time without an answer after which the outcome of a request is unknown.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long it may take to empty the listeners at the end.</summary>
    public TimeSpan DrainPatience { get; init; } = TimeSpan.FromSeconds(90);
}
