using System.ComponentModel.DataAnnotations;
using System.Net;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>How silos find each other, and how soon they give up a silo that is gone (deploy/RUNBOOK.md explains the figures).</summary>
internal sealed record ClusterSettings : IValidatableObject
{
    /// <summary>
    /// <c>Single</c> is a cluster of this silo alone. <c>AdoNet</c> is a cluster of many silos, which find each other through tables in
    /// <c>Store:Schema</c>; it requires <c>Store:Kind=PostgreSql</c>.
    /// </summary>
    public ClusterMode Mode { get; init; } = ClusterMode.Single;

    /// <summary>The name of the cluster. Silos with the same name and schema form one cluster.</summary>
    [StringLength(150)]
    public string Name { get; init; } = "mocluster";

    /// <summary>
    /// The address at which the other silos reach this one. The silo listens for them on this address only. Without <c>Cluster:TlsCertificate</c> the
    /// traffic is neither encrypted nor authenticated, so keep it in a private network.
    /// </summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port at which the other silos reach this one. 0 takes a free port.</summary>
    [Range(0, 65_535)]
    public int Port { get; init; }

    /// <summary>
    /// The port, at <c>Cluster:Address</c>, of the gateway through which clients of Orleans call the grains (client/MoCluster.Client.Orleans). 0 keeps it closed.
    /// The gateway knows no roles: whoever reaches it may do everything in the name of anybody.
    /// </summary>
    [Range(0, 65_535)]
    public int GatewayPort { get; init; }

    /// <summary>
    /// A PEM file with the certificate of this silo, for TLS between silos, and between them and clients of Orleans. Null for none. The file is read again
    /// for each connection, so that a renewed certificate needs no restart.
    /// </summary>
    public string? TlsCertificate { get; init; }

    /// <summary>A PEM file with the private key of <c>Cluster:TlsCertificate</c>. Null where the file of the certificate has it.</summary>
    public string? TlsKey { get; init; }

    /// <summary>
    /// A PEM file with the certificates of the authorities that sign those of silos and clients. Both sides of a connection must have one of theirs; names
    /// are not compared. <c>Cluster:TlsCertificate</c> requires it.
    /// </summary>
    public string? TlsAuthority { get; init; }

    /// <summary>How often a silo probes its neighbours, and how long it waits for an answer at first.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The longest wait for the answer to a probe. The wait grows while answers are slow or the probing silo itself is slow. A silo that hangs
    /// is suspected after <c>Cluster:MissedProbes</c> such waits at the latest.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan MaxProbeTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The number of unanswered probes after which a silo is suspected.</summary>
    [Range(1, 20)]
    public int MissedProbes { get; init; } = 3;

    /// <summary>The number of silos that must suspect a silo before it is declared dead. One is enough when there are no other silos.</summary>
    [Range(1, 10)]
    public int Votes { get; init; } = 2;

    /// <summary>
    /// How often a silo writes to the database that it is alive. A starting silo does not wait for one whose last write is older than three
    /// times this interval.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan AliveInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a grain call may take, not counting the wait for events. A request that makes one call takes at most this time longer than its
    /// <c>wait_seconds</c>, within a second. After that the answer is UNAVAILABLE or OUTCOME_UNKNOWN. The limit does not hold for mutations with
    /// triggers, which have budgets of their own, and for changes of many queue entries.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The most calls that may wait at one grain. Further calls are refused, and the caller may try again. It must be above the grains' own limits.</summary>
    [Range(100, 10_000_000)]
    public int MaxQueuedCalls { get; init; } = 50_000;

    /// <summary>The processor use, in per cent, above which a silo gets no new grains. 0 turns this off.</summary>
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

        if (TlsCertificate is not null && TlsAuthority is null)
        {
            yield return new ValidationResult(
                "Cluster:TlsCertificate is set without Cluster:TlsAuthority; give the PEM file of the authority that signs the certificates of silos and clients.");
        }

        if (TlsCertificate is null && (TlsKey ?? TlsAuthority) is not null)
            yield return new ValidationResult("Cluster:TlsKey and Cluster:TlsAuthority need Cluster:TlsCertificate, the PEM file of this silo's certificate.");
        if (MaxProbeTimeout < ProbeTimeout)
        {
            yield return new ValidationResult(
                $"Cluster:MaxProbeTimeout is {MaxProbeTimeout} and Cluster:ProbeTimeout {ProbeTimeout}; the longest wait cannot be shorter than the "
                + "first.");
        }
    }
}
