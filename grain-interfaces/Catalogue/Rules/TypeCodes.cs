using System.Collections.Frozen;

namespace MoCluster.GrainInterfaces.Catalogue.Rules;

/// <summary>The codes of refusals that concern references to objects of a type. They are OS2mo's where it has one (docs/os2mo.md §8.3).</summary>
/// <param name="NotFound">A reference leads to an object that does not exist.</param>
/// <param name="Outside">A reference reaches beyond the validity of its target, or a termination begins outside that of the object.</param>
/// <param name="Cycle">An acyclic reference would lead back to its own object.</param>
/// <param name="Children">The object would end before objects of its own type that refer to it.</param>
/// <param name="Dependents">The object would end before objects of other types that refer to it.</param>
/// <param name="ChildrenAndDependents">The object would end before objects of its own and of other types that refer to it.</param>
public sealed record TypeCodes(
    string NotFound,
    string Outside,
    string Cycle,
    string Children,
    string Dependents,
    string ChildrenAndDependents)
{
    /// <summary>The codes to use instead of <see cref="Dependents"/>, by the type of an object that refers to it.</summary>
    public FrozenDictionary<string, string> DependentsOf { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The code of a refusal to end an object, by the types of the objects that refer to it.</summary>
    /// <param name="type">The type of the object that would end.</param>
    /// <param name="holders">The types of the objects that refer to it; not empty.</param>
    public string StillReferenced(string type, IReadOnlyCollection<string> holders)
    {
        var children = holders.Contains(type);
        var dependents = holders.Any(holder => holder != type);
        if (children)
            return dependents ? ChildrenAndDependents : Children;
        return holders.Select(DependentsOf.GetValueOrDefault).FirstOrDefault(code => code is not null) ?? Dependents;
    }
}
