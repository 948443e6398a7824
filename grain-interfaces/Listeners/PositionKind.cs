namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>Where a listener continues.</summary>
[GenerateSerializer, Alias("mo.position-kind")]
public enum PositionKind
{
    /// <summary>After the stream's last event: all before it is settled.</summary>
    Head = 0,

    /// <summary>From the first event that is kept.</summary>
    Beginning = 1,

    /// <summary>From the event of a number.</summary>
    Number = 2,

    /// <summary>From the first event that is not before an instant.</summary>
    Instant = 3,
}
