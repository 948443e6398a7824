namespace MoCluster.GrainInterfaces.Objects;

/// <summary>What a mutation does; the trigger's request type of DESIGN.md §7 (os2mo.md §3.1).</summary>
[GenerateSerializer, Alias("mo.mutation-kind")]
public enum MutationKind
{
    /// <summary>The object comes into being.</summary>
    Create = 0,

    /// <summary>Values are laid over a validity. Spelled <c>EDIT</c> to triggers.</summary>
    Edit = 1,

    /// <summary>The object ceases to be active from an instant, or within an interval.</summary>
    Terminate = 2,

    /// <summary>The object's content is withdrawn; its registrations stay.</summary>
    Delete = 3,

    /// <summary>Nothing changes; an event is emitted.</summary>
    Refresh = 4,
}
