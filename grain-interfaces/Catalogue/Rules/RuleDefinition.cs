using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Catalogue.Rules;

/// <summary>A rule between fields of one object, which holds whenever the object is active.</summary>
/// <param name="Kind">What the rule demands.</param>
/// <param name="Fields">The fields that the rule concerns.</param>
/// <param name="Code">The code of the refusal when the rule is broken.</param>
/// <param name="Message">The message of the refusal.</param>
public sealed record RuleDefinition(RuleKind Kind, ImmutableArray<FieldDefinition> Fields, string Code, string Message);
