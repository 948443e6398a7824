using System.Net;

namespace MoCluster.Silo.Configuration;

/// <summary>How silos find each other, and how soon they do without one that is gone (deploy/RUNBOOK.md explains the figures).</summary>
[Section("Cluster", "How silos find each other, and how soon they do without one that is gone.")]
internal sealed record ClusterSettings
{
    [Setting("`Single`: this silo alone. `AdoNet`: many, which find each other by tables of `Store:Schema`; needs Orleans and "
        + "`Store:Kind=PostgreSql`.")]
    public ClusterMode Mode { get; init; } = ClusterMode.Single;

    [Setting("The cluster's name: silos of one name and one schema are one cluster.")]
    public string Name { get; init; } = "mocluster";

    [Setting("The address at which the other silos reach this one, and the only one on which it listens for them. That traffic is neither "
        + "encrypted nor authenticated: keep it inside.")]
    public string Address { get; init; } = "127.0.0.1";

    [Setting("The port at which the other silos reach this one; 0 takes a free one.", Min = "0", Max = "65535")]
    public int Port { get; init; }

    [Setting("How often a silo probes its neighbours, and how long it waits for an answer to begin with.",
        Min = "00:00:00.1", Max = "00:01:00")]
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(1);

    [Setting("How long it waits for an answer at most: the wait grows while answers are slow or the silo is itself. As many of them as "
        + "`Cluster:MissedProbes` are what a silo that hangs is given.", Min = "00:00:00.1", Max = "00:05:00")]
    public TimeSpan MaxProbeTimeout { get; init; } = TimeSpan.FromSeconds(3);

    [Setting("After how many probes without an answer a silo is suspected.", Min = "1", Max = "20")]
    public int MissedProbes { get; init; } = 3;

    [Setting("How many silos must suspect one until it is declared dead; one is enough where no others are left to ask.",
        Min = "1", Max = "10")]
    public int Votes { get; init; } = 2;

    [Setting("How often a silo notes in the database that it is alive. After three times as long without a note, one that starts does not "
        + "wait for it any more.", Min = "00:00:01", Max = "00:05:00")]
    public TimeSpan AliveInterval { get; init; } = TimeSpan.FromSeconds(5);

    [Setting("How long a grain call may take, apart from waiting for events, and so how long a request of one call may take beyond its "
        + "`wait_seconds`, to within a second. After it the request is answered with UNAVAILABLE or OUTCOME_UNKNOWN. Mutations take as long as "
        + "their triggers do, and changes of many queue entries as long as there are entries.",
        Min = "00:00:01", Max = "00:05:00")]
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(4);

    [Setting("How many calls may wait at one grain; further ones are refused, to be tried again. More than the grains' own limits.",
        Min = "100", Max = "10000000")]
    public int MaxQueuedCalls { get; init; } = 50_000;

    [Setting("Above which use of the processor, in per cent, a silo is given no new grains; 0 for never.", Min = "0", Max = "100")]
    public int ShedAbove { get; init; }

    /// <summary>What a combination of settings breaks, each with the key at fault.</summary>
    /// <param name="store">Where state is kept.</param>
    public IEnumerable<string> Validate(StoreOptions store)
    {
        if (Mode == ClusterMode.AdoNet && store.Kind != StoreKind.PostgreSql)
        {
            yield return $"Cluster:Mode is AdoNet and Store:Kind is {store.Kind}, which one process keeps for itself: silos of one cluster "
                + "share a database. Set Store:Kind=PostgreSql and Store:ConnectionString, or Cluster:Mode=Single.";
        }

        if (!IPAddress.TryParse(Address, out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            yield return $"Cluster:Address is '{Address}'; it must be one address of this machine that the other silos reach, for example "
                + "10.1.2.3 (in Kubernetes: the pod's).";
        }

        if (MaxProbeTimeout < ProbeTimeout)
        {
            yield return $"Cluster:MaxProbeTimeout is {MaxProbeTimeout} and Cluster:ProbeTimeout {ProbeTimeout}; the longest wait cannot be shorter "
                + "than the first one.";
        }

        if (Name.Length > 150)
            yield return $"Cluster:Name has {Name.Length} characters; it may have 150 at most.";
    }
}
