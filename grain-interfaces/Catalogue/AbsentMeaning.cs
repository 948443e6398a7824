namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>What it means that an update does not mention a field. To give null clears the field either way.</summary>
public enum AbsentMeaning
{
    /// <summary>The field keeps its value.</summary>
    Keep = 0,

    /// <summary>The field loses its value, as OS2mo has it for <c>manager.person</c> and <c>owner.owner</c> (os2mo.md §4).</summary>
    Clear = 1,
}
