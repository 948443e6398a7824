namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>
/// A rule by which a field may have a value only where a reference leads to one of the classes that the operator lists. An association,
/// for example, has a substitute only where its type takes one.
/// </summary>
/// <param name="Field">The field.</param>
/// <param name="By">The reference to the class; the rule says nothing where it has no value.</param>
/// <param name="Code">The code of the refusal when the rule is broken.</param>
/// <param name="Message">What its message begins with; the uuid of the class follows in quotation marks.</param>
public sealed record PermissionDefinition(FieldDefinition Field, FieldDefinition By, string Code, string Message);
