namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>
/// The input of an update that sets all relations of one object at once, each of which is an object of its own:
/// <c>related_units_update</c> (os2mo.md §4). The create and update of its mutator are those of one relation; no caller sees them.
/// </summary>
/// <param name="Field">The field of each relation that holds both its ends.</param>
/// <param name="Origin">What <c>origin</c> is, for people.</param>
/// <param name="Destination">What <c>destination</c> is, for people.</param>
public sealed record RelateDefinition(FieldDefinition Field, string Origin, string Destination);
