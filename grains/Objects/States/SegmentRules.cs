using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Catalogue.Rules;

namespace MoCluster.Grains.Objects.States;

/// <summary>Checks the values of one segment by the catalogue's rules.</summary>
public static class SegmentRules
{
    /// <summary>Checks the values of a segment that a mutation made or changed.</summary>
    /// <param name="mutator">The family of the mutation, which says which fields are required.</param>
    /// <param name="values">The values.</param>
    /// <param name="path">The place of the input in the request.</param>
    /// <returns>The refusal of the first broken rule; null when all rules hold.</returns>
    public static Refusal? Check(MutatorDefinition mutator, FieldValues values, string path)
    {
        // An object made by one family may be changed by another. An IT association, for example, needs no association type.
        if (Missing(mutator, values) is { } missing && mutator.Type.Mutators.All(family => Missing(family, values) is not null))
            return new Refusal(ObjectCode.MissingRequiredValue, $"Missing required value: '{missing}'.", $"{path}.{missing}");
        foreach (var rule in mutator.Type.Rules)
        {
            if (!Holds(rule, values))
                return new Refusal(rule.Code, rule.Message, path);
        }
        return null;
    }

    private static string? Missing(MutatorDefinition mutator, FieldValues values)
    {
        foreach (var input in mutator.Create?.Fields ?? [])
        {
            // A required list may be empty, and an empty list is stored as no value.
            if (input.Required && values[input.Field] is null && (input.Field.Kind != FieldKind.References || input.Field.MinItems > 0))
                return input.Name;
        }
        return null;
    }

    private static bool Holds(RuleDefinition rule, FieldValues values) => rule.Kind switch
    {
        RuleKind.ExactlyOneOf => Given(rule.Fields, values) == 1,
        RuleKind.AtMostOneOf => Given(rule.Fields, values) <= 1,
        RuleKind.Requires => values[rule.Fields[0]] is null || Given(rule.Fields, values) == rule.Fields.Length,
        RuleKind.Distinct => Different(rule.Fields, values),
        _ => throw new InvalidOperationException($"There is no check for rules of kind {rule.Kind}."),
    };

    private static int Given(ImmutableArray<FieldDefinition> fields, FieldValues values)
    {
        var given = 0;
        foreach (var field in fields)
            given += values[field] is null ? 0 : 1;
        return given;
    }

    private static bool Different(ImmutableArray<FieldDefinition> fields, FieldValues values)
    {
        var given = fields.Select(field => values[field]).OfType<FieldValue>().ToArray();
        return given.Distinct().Count() == given.Length;
    }
}
