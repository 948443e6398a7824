using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Validation.Rules;
using MoCluster.GraphQL.Validation.Walking;

namespace MoCluster.GraphQL.Validation;

/// <summary>Passes one walk through the document to all rules. The rules, and so the errors, are in the order of graphql-js.</summary>
internal sealed class RuleSet(ImmutableArray<ValidationRule> rules) : IVisitor
{
    private readonly SyntaxNode?[] _skippedBelow = new SyntaxNode?[rules.Length];

    public static RuleSet Create(ValidationContext context) => new(RulesOf(context));

    /// <summary>Makes one of each rule.</summary>
    public static ImmutableArray<ValidationRule> RulesOf(ValidationContext context) =>
    [
        new ExecutableDefinitionsRule(context),
        new UniqueOperationNamesRule(context),
        new LoneAnonymousOperationRule(context),
        new SingleFieldSubscriptionsRule(context),
        new KnownTypeNamesRule(context),
        new FragmentsOnCompositeTypesRule(context),
        new VariablesAreInputTypesRule(context),
        new ScalarLeafsRule(context),
        new FieldsOnCorrectTypeRule(context),
        new UniqueFragmentNamesRule(context),
        new KnownFragmentNamesRule(context),
        new NoUnusedFragmentsRule(context),
        new PossibleFragmentSpreadsRule(context),
        new NoFragmentCyclesRule(context),
        new UniqueVariableNamesRule(context),
        new NoUndefinedVariablesRule(context),
        new NoUnusedVariablesRule(context),
        new KnownDirectivesRule(context),
        new UniqueDirectivesPerLocationRule(context),
        new KnownArgumentNamesRule(context),
        new UniqueArgumentNamesRule(context),
        new ValuesOfCorrectTypeRule(context),
        new ProvidedRequiredArgumentsRule(context),
        new VariablesInAllowedPositionRule(context),
        new OverlappingFieldsCanBeMergedRule(context),
        new UniqueInputFieldNamesRule(context),
        new MaxIntrospectionDepthRule(context),
    ];

    public bool Enter(SyntaxNode node)
    {
        for (var i = 0; i < rules.Length; i++)
        {
            if (_skippedBelow[i] is null && !rules[i].Enter(node))
                _skippedBelow[i] = node;
        }

        return true;
    }

    public void Leave(SyntaxNode node)
    {
        for (var i = 0; i < rules.Length; i++)
        {
            if (_skippedBelow[i] is null)
                rules[i].Leave(node);
            else if (_skippedBelow[i] == node)
                _skippedBelow[i] = null;
        }
    }
}
