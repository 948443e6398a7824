namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>
/// A rule between an object and one that it refers to: at every instant at which it refers to it, both have the same value in a field.
/// A leave, for example, has the person of the engagement that it is from.
/// </summary>
/// <param name="Reference">The reference; the rule says nothing where it has no value.</param>
/// <param name="Field">The field, which both types have under this name.</param>
/// <param name="CoversAbsence">
/// Whether the refusal below is also given where the other object is not there, or not active throughout.
/// </param>
/// <param name="Code">The code of the refusal when the rule is broken, from whichever side.</param>
/// <param name="Message">What its message begins with.</param>
public sealed record AgreementDefinition(FieldDefinition Reference, FieldDefinition Field, bool CoversAbsence, string Code, string Message);
