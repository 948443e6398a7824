namespace MoCluster.GrainInterfaces.Catalogue.Rules;

/// <summary>
/// A rule between an object and the object to which it refers: throughout the reference, both have the same value in a field. For example, a
/// leave has the same person as its engagement.
/// </summary>
/// <param name="Reference">The reference. The rule does not apply where it has no value.</param>
/// <param name="Field">The field, which both types have under this name.</param>
/// <param name="CoversAbsence">
/// Whether the refusal below is also given where the other object does not exist, or is not active throughout.
/// </param>
/// <param name="Code">The code of the refusal, whichever of the two objects breaks the rule.</param>
/// <param name="Message">The beginning of the refusal's message.</param>
public sealed record AgreementDefinition(FieldDefinition Reference, FieldDefinition Field, bool CoversAbsence, string Code, string Message);
