namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>The codes of refusals that concern references to objects of a type; OS2mo's where it has one (os2mo.md §4).</summary>
/// <param name="NotFound">A reference leads to no object of the type.</param>
/// <param name="Outside">A reference reaches beyond the validity of its target.</param>
/// <param name="Cycle">An acyclic reference would lead back to its own object.</param>
/// <param name="Children">The object would end before objects of its own type that refer to it.</param>
/// <param name="Dependents">The object would end before objects of other types that refer to it.</param>
/// <param name="ChildrenAndDependents">Both.</param>
public sealed record TypeCodes(
    string NotFound,
    string Outside,
    string Cycle,
    string Children,
    string Dependents,
    string ChildrenAndDependents);
