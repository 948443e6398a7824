namespace MoCluster.GrainInterfaces.Catalogue.Mutators;

/// <summary>What happens to a field that an update does not mention. A null clears the field either way.</summary>
public enum AbsentMeaning
{
    /// <summary>The field keeps its value.</summary>
    Keep = 0,

    /// <summary>The field is cleared, as in OS2mo for <c>manager.person</c> and <c>owner.owner</c> (docs/os2mo.md §8.2).</summary>
    Clear = 1,
}
