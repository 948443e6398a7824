namespace MoCluster.GrainInterfaces.Objects;

/// <summary>What a mutation does; the trigger's request type of docs/architecture.md §7 (docs/os2mo.md §7).</summary>
[GenerateSerializer, Alias("mo.mutation-kind")]
public enum MutationKind
{
    /// <summary>Creates the object.</summary>
    Create = 0,

    /// <summary>Gives fields new values within a validity. Triggers see <c>EDIT</c>.</summary>
    Edit = 1,

    /// <summary>Makes the object inactive from an instant on, or within an interval.</summary>
    Terminate = 2,

    /// <summary>Deletes the object's content. Its earlier registrations stay.</summary>
    Delete = 3,

    /// <summary>Changes nothing, and publishes an event.</summary>
    Refresh = 4,
}
