namespace MoCluster.GrainInterfaces.Catalogue.Rules;

/// <summary>What happens to objects that still refer to an object when it is terminated.</summary>
public enum EndPolicy
{
    /// <summary>The termination is refused: those objects must end first.</summary>
    Refuse = 0,

    /// <summary>
    /// The objects that belong to it end. They refer to it by the field of its type's name, as the functions of a person do. An option of the host
    /// says whether the object itself ends; OS2mo does not end persons (docs/os2mo.md §7).
    /// </summary>
    Cascade = 1,

    /// <summary>
    /// Refused, unless the mutation lets go (<c>Mutation.Releases</c>): then those objects drop the reference, or end where they cannot be without it,
    /// except objects for which the type has a code of its own.
    /// </summary>
    Release = 2,
}
