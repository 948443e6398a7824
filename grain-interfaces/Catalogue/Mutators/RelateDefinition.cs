namespace MoCluster.GrainInterfaces.Catalogue.Mutators;

/// <summary>
/// The input of an update that sets all relations of one object at once, <c>related_units_update</c> (docs/os2mo.md §8.2). Each relation is an object of
/// its own. The mutator's create and update concern one relation, and callers do not see them.
/// </summary>
/// <param name="Field">The field of each relation that holds both of its ends.</param>
/// <param name="Origin">The description of <c>origin</c>.</param>
/// <param name="Destination">The description of <c>destination</c>.</param>
public sealed record RelateDefinition(FieldDefinition Field, string Origin, string Destination);
