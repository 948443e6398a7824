using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>A rule between fields of one object, to hold at every instant at which the object is active.</summary>
/// <param name="Kind">What the rule demands.</param>
/// <param name="Fields">The fields that it speaks of.</param>
/// <param name="Code">The code of the refusal when it is broken.</param>
/// <param name="Message">The message of the refusal.</param>
public sealed record RuleDefinition(RuleKind Kind, ImmutableArray<FieldDefinition> Fields, string Code, string Message);
