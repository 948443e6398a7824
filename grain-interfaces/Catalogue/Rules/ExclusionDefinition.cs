using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Catalogue.Rules;

/// <summary>
/// A rule between the objects of a type that refer to the same object: no two of them are alike at any instant. For example, a person has only
/// one IT user of a name in a system.
/// </summary>
/// <param name="Within">The reference. Objects in which it has no value are not compared.</param>
/// <param name="Same">Two objects are alike when these fields are equal. Two fields without a value are equal.</param>
/// <param name="Primary">
/// A reference to a class: only objects whose class is primary at the instant are compared. Null when all objects are compared.
/// </param>
/// <param name="Code">The code of the refusal when the rule is broken.</param>
/// <param name="Message">The beginning of the refusal's message.</param>
public sealed record ExclusionDefinition(
    FieldDefinition Within, ImmutableArray<FieldDefinition> Same, FieldDefinition? Primary, string Code, string Message)
{
    /// <summary>A class is primary when its scope, read as a whole number, is at least this: OS2mo's <c>MINIMUM_PRIMARY_SCOPE_VALUE</c>.</summary>
    public const int LeastPrimaryScope = 3000;
}
