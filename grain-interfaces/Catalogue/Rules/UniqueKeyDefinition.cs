using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Catalogue.Rules;

/// <summary>
/// Fields that must be unique together: no two objects of a type may have the same values in them, not even at different times.
/// </summary>
/// <param name="Scope">The type's and the key's name, within which values are unique, for example <c>person.cpr_number</c>.</param>
/// <param name="Fields">The fields. A segment in which one of them has no value takes no key.</param>
/// <param name="Code">The code of the refusal when another object holds the key.</param>
/// <param name="Message">The message of the refusal.</param>
public sealed record UniqueKeyDefinition(string Scope, ImmutableArray<FieldDefinition> Fields, string Code, string Message);
