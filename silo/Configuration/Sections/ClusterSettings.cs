using System.ComponentModel.DataAnnotations;
using System.Net;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>How silos find each other, and how soon they do without one that is gone (deploy/RUNBOOK.md explains the figures).</summary>
internal sealed record ClusterSettings : IValidatableObject
{
    /// <summary>
    /// <c>Single</c>: this silo alone. <c>AdoNet</c>: many, which find each other by tables of <c>Store:Schema</c>; needs
    /// <c>Store:Kind=PostgreSql</c>.
    /// </summary>
    public ClusterMode Mode { get; init; } = ClusterMode.Single;

    /// <summary>The cluster's name: silos of one name and one schema are one cluster.</summary>
    [StringLength(150)]
    public string Name { get; init; } = "mocluster";

    /// <summary>
    /// The address at which the other silos reach this one, and the only one on which it listens for them. That traffic is neither encrypted nor
    /// authenticated: keep it inside.
    /// </summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port at which the other silos reach this one; 0 takes a free one.</summary>
    [Range(0, 65_535)]
    public int Port { get; init; }

    /// <summary>How often a silo probes its neighbours, and how long it waits for an answer to begin with.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long it waits for an answer at most: the wait grows while answers are slow or the silo is itself. As many of them as
    /// <c>Cluster:MissedProbes</c> are what a silo that hangs is given.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan MaxProbeTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>After how many probes without an answer a silo is suspected.</summary>
    [Range(1, 20)]
    public int MissedProbes { get; init; } = 3;

    /// <summary>How many silos must suspect one until it is declared dead; one is enough where no others are left to ask.</summary>
    [Range(1, 10)]
    public int Votes { get; init; } = 2;

    /// <summary>
    /// How often a silo notes in the database that it is alive. After three times as long without a note, one that starts does not wait for it
    /// any more.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan AliveInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a grain call may take, apart from waiting for events, and so how long a request of one call may take beyond its
    /// <c>wait_seconds</c>, to within a second. After it the request is answered with UNAVAILABLE or OUTCOME_UNKNOWN. Mutations take as long as
    /// their triggers do, and changes of many queue entries as long as there are entries.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How many calls may wait at one grain; further ones are refused, to be tried again. More than the grains' own limits.</summary>
    [Range(100, 10_000_000)]
    public int MaxQueuedCalls { get; init; } = 50_000;

    /// <summary>Above which use of the processor, in per cent, a silo is given no new grains; 0 for never.</summary>
    [Range(0, 100)]
    public int ShedAbove { get; init; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            yield return new ValidationResult(
                $"Cluster:Address is '{Address}'; it must be one address of this machine that the other silos reach, for example "
                + "10.1.2.3 (in Kubernetes: the pod's).");
        }

        if (MaxProbeTimeout < ProbeTimeout)
        {
            yield return new ValidationResult(
                $"Cluster:MaxProbeTimeout is {MaxProbeTimeout} and Cluster:ProbeTimeout {ProbeTimeout}; the longest wait cannot be shorter than the "
                + "first one.");
        }
    }
}
