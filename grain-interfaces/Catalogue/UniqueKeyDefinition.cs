using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>Fields whose values no two objects of a type may share, whatever their validities.</summary>
/// <param name="Name">The key's name, unique within the type.</param>
/// <param name="Fields">The fields; a segment in which one of them has no value takes no key.</param>
/// <param name="Code">The code of the refusal when another object holds the key.</param>
/// <param name="Message">The message of the refusal.</param>
public sealed record UniqueKeyDefinition(string Name, ImmutableArray<FieldDefinition> Fields, string Code, string Message);
