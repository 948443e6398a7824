namespace MoCluster.GrainInterfaces.Catalogue.Rules;

/// <summary>
/// A rule that a field may have a value only where a reference leads to one of the classes that the operator lists. For example, an association
/// has a substitute only where its type permits one.
/// </summary>
/// <param name="Field">The field.</param>
/// <param name="By">The reference to the class. The rule does not apply where it has no value.</param>
/// <param name="Code">The code of the refusal when the rule is broken.</param>
/// <param name="Message">The beginning of the refusal's message; the uuid of the class follows in quotation marks.</param>
public sealed record PermissionDefinition(FieldDefinition Field, FieldDefinition By, string Code, string Message);
