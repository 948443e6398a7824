using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>
/// A rule between the objects of a type that refer to one and the same object: no two of them are alike at any instant. A person, for
/// example, has an IT user of a name in a system once.
/// </summary>
/// <param name="Within">The reference; objects in which it has no value are compared with none.</param>
/// <param name="Same">The fields in which two objects are alike; that a field has no value counts as a value.</param>
/// <param name="Primary">
/// A reference to a class: only objects whose class is primary at the instant are compared; null when all are.
/// </param>
/// <param name="Code">The code of the refusal when the rule is broken.</param>
/// <param name="Message">What its message begins with.</param>
public sealed record ExclusionDefinition(
    FieldDefinition Within, ImmutableArray<FieldDefinition> Same, FieldDefinition? Primary, string Code, string Message)
{
    /// <summary>The least scope, read as a whole number, of a class that is primary: OS2mo's <c>MINIMUM_PRIMARY_SCOPE_VALUE</c>.</summary>
    public const int LeastPrimaryScope = 3000;
}
