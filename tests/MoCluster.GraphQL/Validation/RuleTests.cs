using System.Collections.Immutable;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Validation;
using MoCluster.GraphQL.Validation.Walking;

namespace MoCluster.GraphQL.Tests.Validation;

/// <summary>
/// Tests every rule of spec §5 with documents that it accepts and documents that it refuses. Most of them are from the specification.
/// </summary>
public sealed class RuleTests
{
    // The schema of the examples in spec §5, with the additions that the examples make.
    private static readonly Schema Spec = SdlSchema.Build("""
        type Query {
          dog: Dog
          catOrDog: CatOrDog
          pet: Pet
          human: Human
          arguments: Arguments
          findDog(searchBy: FindDogInput): Dog
          booleanList(booleanListArg: [Boolean!]): Boolean
        }
        type Mutation { mutateDog(id: ID): Dog }
        type Subscription { newMessage: Message disallowedSecondRootField: Boolean }
        type Message { body: String sender: String }
        enum DogCommand { SIT DOWN HEEL }
        type Dog implements Pet {
          name: String!
          nickname: String
          barkVolume: Int
          doesKnowCommand(dogCommand: DogCommand!): Boolean!
          isHouseTrained(atOtherHomes: Boolean): Boolean!
          owner: Human
        }
        interface Sentient { name: String! }
        interface Pet { name: String! }
        type Alien implements Sentient { name: String! homePlanet: String }
        type Human implements Sentient { name: String! pets: [Pet!] }
        enum CatCommand { JUMP }
        type Cat implements Pet {
          name: String!
          nickname: String
          doesKnowCommand(catCommand: CatCommand!): Boolean!
          meowVolume: Int
        }
        union CatOrDog = Cat | Dog
        union DogOrHuman = Dog | Human
        union HumanOrAlien = Human | Alien
        type Arguments {
          multipleRequirements(x: Int!, y: Int!): Int!
          booleanArgField(booleanArg: Boolean): Boolean
          floatArgField(floatArg: Float): Float
          intArgField(intArg: Int): Int
          nonNullBooleanArgField(nonNullBooleanArg: Boolean!): Boolean!
          booleanListArgField(booleanListArg: [Boolean]!): [Boolean]
          optionalNonNullBooleanArgField(optionalBooleanArg: Boolean! = false): Boolean!
        }
        input FindDogInput { name: String! owner: FindDogInput tags: [String!] good: Boolean = true }
        directive @once on FIELD
        directive @many(x: Int) repeatable on FIELD
        """);

    public static TheoryData<string> Valid => new(
        // Operations
        "query getDogName { dog { name } } query getOwnerName { dog { owner { name } } }",
        "{ dog { name } }",
        "subscription sub { newMessage { body sender } }",
        "subscription sub { ...f } fragment f on Subscription { newMessage { body } }",
        // Fields
        "fragment f on Pet { name } { pet { ...f } }",
        "fragment f on CatOrDog { __typename ... on Pet { name } ... on Dog { barkVolume } } { catOrDog { ...f } }",
        "{ __schema { queryType { name } } __type(name: \"Dog\") { name fields { name } } __typename }",
        "{ dog { name name otherName: name otherName: name } }",
        "{ dog { doesKnowCommand(dogCommand: SIT) doesKnowCommand(dogCommand: SIT) } }",
        "query ($c: DogCommand!) { dog { doesKnowCommand(dogCommand: $c) doesKnowCommand(dogCommand: $c) } }",
        "{ pet { ... on Dog { volume: barkVolume } ... on Cat { volume: meowVolume } } }",
        "{ pet { ... on Dog { doesKnowCommand(dogCommand: SIT) } ... on Cat { doesKnowCommand(catCommand: JUMP) } } }",
        "{ dog { barkVolume } }",
        "{ findDog(searchBy: {name: \"x\", tags: [\"a\"]}) { name } findDog(searchBy: {tags: [\"a\"], name: \"x\"}) { name } }",
        // Arguments
        "{ arguments { multipleRequirements(y: 1, x: 2) optionalNonNullBooleanArgField } }",
        "{ dog { isHouseTrained(atOtherHomes: true) @include(if: true) } }",
        // Fragments
        "{ dog { ... on Pet { ... on Dog { barkVolume } } ...a } } fragment a on Dog { ...b } fragment b on Dog { name }",
        "{ human { ... on Sentient { name } ... @include(if: false) { name } } }",
        "{ catOrDog { ... on Cat { meowVolume } } }",
        "{ pet { ... on CatOrDog { __typename } } }",
        // Values
        "{ arguments { booleanArgField(booleanArg: true) floatArgField(floatArg: 1) intArgField(intArg: null) } }",
        "{ arguments { booleanListArgField(booleanListArg: [true, null]) } booleanList(booleanListArg: true) }",
        "query ($v: FindDogInput = {name: \"Fido\", owner: {name: \"x\"}}) { findDog(searchBy: $v) { name } }",
        // Directives
        "{ dog { name @once @many(x: 1) @many(x: 2) ...f @skip(if: true) ... on Dog @include(if: true) { name } } } fragment f on Dog { name }",
        // Variables
        "query A($x: Boolean) { ...f } query B($x: Boolean) { ...f } fragment f on Query { dog { isHouseTrained(atOtherHomes: $x) } }",
        "query ($b: Boolean) { arguments { optionalNonNullBooleanArgField(optionalBooleanArg: $b) } }",
        "query ($b: Boolean = true) { arguments { nonNullBooleanArgField(nonNullBooleanArg: $b) } }",
        "query ($b: Boolean!) { arguments { booleanArgField(booleanArg: $b) } }",
        "query ($l: [Boolean!]!) { arguments { booleanListArgField(booleanListArg: $l) } }",
        "query ($b: Boolean) { arguments { booleanListArgField(booleanListArg: [$b, true]) } }",
        "query ($n: String!, $g: Boolean) { findDog(searchBy: {name: $n, good: $g}) { name } }");

    public static TheoryData<string, string, string> Invalid => new()
    {
        // §5.1.1 Executable definitions
        { "{ dog { name } } type T { a: Int }", "The \"T\" definition is not executable.", "1:18" },
        { "{ dog { name } } extend schema @once", "The schema definition is not executable.|Directive \"@once\" may not be used on SCHEMA.", "1:18|1:32" },
        // §5.2 Operations
        { "query a { dog { name } } mutation a { mutateDog { name } }", "There can be only one operation named \"a\".", "1:7,1:35" },
        { "{ dog { name } } query a { dog { name } }", "This anonymous operation must be the only defined operation.", "1:1" },
        { "subscription s { newMessage { body } disallowedSecondRootField }", "Subscription \"s\" must select only one top level field.", "1:38" },
        { "subscription { ...f } fragment f on Subscription { newMessage { body } disallowedSecondRootField }", "Anonymous Subscription must select only one top level field.", "1:72" },
        { "subscription s { __typename }", "Subscription \"s\" must not select an introspection top level field.", "1:18" },
        // §5.3 Fields
        { "{ dog { meowVolume } }", "Cannot query field \"meowVolume\" on type \"Dog\". Did you mean \"barkVolume\"?", "1:9" },
        { "{ pet { nickname } }", "Cannot query field \"nickname\" on type \"Pet\". Did you mean to use an inline fragment on \"Cat\" or \"Dog\"?", "1:9" },
        { "{ catOrDog { name } }", "Cannot query field \"name\" on type \"CatOrDog\". Did you mean to use an inline fragment on \"Pet\", \"Cat\", or \"Dog\"?", "1:14" },
        { "{ dog { __schema { description } } }", "Cannot query field \"__schema\" on type \"Dog\".", "1:9" },
        { "{ dog { name: nickname name } }", "Fields \"name\" conflict because \"nickname\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional.", "1:9,1:24" },
        { "{ dog { doesKnowCommand(dogCommand: SIT) doesKnowCommand(dogCommand: HEEL) } }", "Fields \"doesKnowCommand\" conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional.", "1:9,1:42" },
        { "{ pet { ... on Dog { some: nickname } ... on Cat { some: meowVolume } } }", "Fields \"some\" conflict because they return conflicting types \"String\" and \"Int\". Use different aliases on the fields to fetch both if this was intentional.", "1:22,1:52" },
        { "{ x: dog { n: name } x: dog { n: nickname } }", "Fields \"x\" conflict because subfields \"n\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional.", "1:3,1:12,1:22,1:31" },
        { "{ dog { ...a ...b } } fragment a on Dog { n: name } fragment b on Dog { n: nickname }", "Fields \"n\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional.", "1:43,1:73" },
        { "{ dog { barkVolume { since } } }", "Field \"barkVolume\" must not have a selection since type \"Int\" has no subfields.", "1:20" },
        { "{ human }", "Field \"human\" of type \"Human\" must have a selection of subfields. Did you mean \"human { ... }\"?", "1:3" },
        // §5.4 Arguments
        { "{ dog { doesKnowCommand(command: CLEAN_UP_HOUSE, dogCommand: SIT) } }", "Unknown argument \"command\" on field \"Dog.doesKnowCommand\". Did you mean \"dogCommand\"?", "1:25" },
        { "{ dog { name @include(unless: false, if: true) } }", "Unknown argument \"unless\" on directive \"@include\".", "1:23" },
        { "{ dog { isHouseTrained(atOtherHomes: true, atOtherHomes: false) } }", "There can be only one argument named \"atOtherHomes\".", "1:24,1:44" },
        { "{ arguments { multipleRequirements(x: 1) } }", "Field \"multipleRequirements\" argument \"y\" of type \"Int!\" is required, but it was not provided.", "1:15" },
        { "{ dog { name @skip } }", "Directive \"@skip\" argument \"if\" of type \"Boolean!\" is required, but it was not provided.", "1:14" },
        // §5.5 Fragments
        { "{ dog { ...f } } fragment f on Dog { name } fragment f on Dog { nickname }", "There can be only one fragment named \"f\".", "1:27,1:54" },
        { "{ dog { ...f } } fragment f on NotInSchema { name }", "Unknown type \"NotInSchema\". Did you mean \"__Schema\"?", "1:32" },
        { "{ dog { ... on Int { something } } }", "Fragment cannot condition on non composite type \"Int\".", "1:16" },
        { "{ dog { ...f } } fragment f on FindDogInput { name }", "Fragment \"f\" cannot condition on non composite type \"FindDogInput\".", "1:32" },
        { "{ dog { name } } fragment f on Dog { name }", "Fragment \"f\" is never used.", "1:18" },
        { "{ dog { ...undefined } }", "Unknown fragment \"undefined\".", "1:12" },
        { "{ dog { ...a } } fragment a on Dog { name ...b } fragment b on Dog { barkVolume ...a }", "Cannot spread fragment \"a\" within itself via \"b\".", "1:43,1:81" },
        { "{ dog { ...a } } fragment a on Dog { ...a }", "Cannot spread fragment \"a\" within itself.", "1:38" },
        { "{ dog { ... on Cat { meowVolume } } }", "Fragment cannot be spread here as objects of type \"Dog\" can never be of type \"Cat\".", "1:9" },
        { "{ human { ...f } } fragment f on Pet { name }", "Fragment \"f\" cannot be spread here as objects of type \"Human\" can never be of type \"Pet\".", "1:11" },
        { "{ pet { ... on HumanOrAlien { __typename } } }", "Fragment cannot be spread here as objects of type \"Pet\" can never be of type \"HumanOrAlien\".", "1:9" },
        // §5.6 Values
        { "{ arguments { intArgField(intArg: \"123\") } }", "Int cannot represent non-integer value: \"123\"", "1:35" },
        { "{ arguments { intArgField(intArg: 2147483648) } }", "Int cannot represent non 32-bit signed integer value: 2147483648", "1:35" },
        { "{ arguments { booleanArgField(booleanArg: 1) } }", "Boolean cannot represent a non boolean value: 1", "1:43" },
        { "{ dog { doesKnowCommand(dogCommand: \"SIT\") } }", "Enum \"DogCommand\" cannot represent non-enum value: \"SIT\". Did you mean the enum value \"SIT\"?", "1:37" },
        { "{ dog { doesKnowCommand(dogCommand: SITT) } }", "Value \"SITT\" does not exist in \"DogCommand\" enum. Did you mean the enum value \"SIT\"?", "1:37" },
        { "{ arguments { nonNullBooleanArgField(nonNullBooleanArg: null) } }", "Expected value of type \"Boolean!\", found null.", "1:57" },
        { "{ findDog(searchBy: {name: \"Fido\", favoriteCookieFlavor: \"Bacon\"}) { name } }", "Field \"favoriteCookieFlavor\" is not defined by type \"FindDogInput\".", "1:36" },
        { "{ findDog(searchBy: {tags: [1]}) { name } }", "Field \"FindDogInput.name\" of required type \"String!\" was not provided.|String cannot represent a non string value: 1", "1:21|1:29" },
        { "{ findDog(searchBy: {name: \"a\", name: \"b\"}) { name } }", "There can be only one input field named \"name\".", "1:22,1:33" },
        { "{ findDog(searchBy: 5) { name } }", "Expected value of type \"FindDogInput\", found 5.", "1:21" },
        { "query ($v: Int = \"x\") { arguments { intArgField(intArg: $v) } }", "Int cannot represent non-integer value: \"x\"", "1:18" },
        // §5.7 Directives
        { "{ dog { name @unknown } }", "Unknown directive \"@unknown\".", "1:14" },
        { "query @skip(if: true) { dog { name } }", "Directive \"@skip\" may not be used on QUERY.", "1:7" },
        { "{ dog { name @skip(if: true) @skip(if: false) } }", "The directive \"@skip\" can only be used once at this location.", "1:14,1:30" },
        // §5.8 Variables
        { "query ($a: Boolean, $a: Boolean) { dog { isHouseTrained(atOtherHomes: $a) } }", "There can be only one variable named \"$a\".", "1:9,1:22" },
        { "query ($c: Cat) { dog { name } }", "Variable \"$c\" cannot be non-input type \"Cat\".|Variable \"$c\" is never used.", "1:12|1:8" },
        { "query q { dog { isHouseTrained(atOtherHomes: $x) } }", "Variable \"$x\" is not defined by operation \"q\".", "1:46,1:1" },
        { "{ ...f } fragment f on Query { dog { isHouseTrained(atOtherHomes: $x) } }", "Variable \"$x\" is not defined.", "1:67,1:1" },
        { "query q($x: Boolean) { dog { name } }", "Variable \"$x\" is never used in operation \"q\".", "1:9" },
        { "query ($i: Int) { arguments { booleanArgField(booleanArg: $i) } }", "Variable \"$i\" of type \"Int\" used in position expecting type \"Boolean\".", "1:8,1:59" },
        { "query ($l: [Boolean]) { booleanList(booleanListArg: $l) }", "Variable \"$l\" of type \"[Boolean]\" used in position expecting type \"[Boolean!]\".", "1:8,1:53" },
        { "query ($b: Boolean) { arguments { nonNullBooleanArgField(nonNullBooleanArg: $b) } }", "Variable \"$b\" of type \"Boolean\" used in position expecting type \"Boolean!\".", "1:8,1:77" },
        { "query ($b: Boolean = null) { arguments { nonNullBooleanArgField(nonNullBooleanArg: $b) } }", "Variable \"$b\" of type \"Boolean\" used in position expecting type \"Boolean!\".", "1:8,1:84" },
        { "query ($x: NotThere) { dog { name @include(if: $x) } }", "Unknown type \"NotThere\".", "1:12" },
        // Introspection
        { "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }", "Maximum introspection depth exceeded", "1:3" },
    };

    [Theory]
    [MemberData(nameof(Valid))]
    public void What_the_specification_allows_passes(string text) => Assert.Empty(Check(text));

    [Theory]
    [MemberData(nameof(Invalid))]
    public void What_the_specification_forbids_is_refused_in_the_words_of_graphql_js(string text, string messages, string places)
    {
        var errors = Check(text);
        Assert.Equal(messages, string.Join('|', errors.Select(e => e.Message)));
        Assert.Equal(places, string.Join('|', errors.Select(e => string.Join(',', e.Locations.Select(l => $"{l.Line}:{l.Column}")))));
        Assert.All(errors, e => Assert.Equal(ErrorCodes.ValidationFailed, e.Code));
    }

    [Theory]
    [InlineData("... on A { t { ...f } } ... on B { t { ...g } } ... on A { t { ...g } }")]
    [InlineData("... on A { t { n: name } } ... on B { t { ...g } } ... on A { t { ...g } }")]
    public void Fragments_that_conflict_on_one_type_are_found_after_two_types_were_compared(string selections)
    {
        // The pair on different types is compared before the pair on one type. The pair on one type must still be compared.
        var schema = SdlSchema.Build("type T { name: String nick: String } type A { t: T } type B { t: T } union U = A | B type Query { u: U }");
        var text = $"{{ u {{ {selections} }} }} fragment f on T {{ n: name }} fragment g on T {{ n: nick }}";
        var conflicts = DocumentValidator.Validate(schema, Parser.ParseDocument(text))
            .Where(e => e.Message.StartsWith("Fields \"t\" conflict because subfields \"n\" conflict", StringComparison.Ordinal));
        Assert.Single(conflicts);
    }

    [Theory]
    [InlineData("Ant | Bee | Cat | Dog", "\"Bee\", \"Cat\", \"Dog\", \"Zed\", or \"Ant\"")]
    [InlineData("Cat | Dog | Ant | Bee", "\"Ant\", \"Bee\", \"Cat\", \"Dog\", or \"Zed\"")]
    [InlineData("Dog | Cat | Bee | Ant", "\"Zed\", \"Ant\", \"Bee\", \"Cat\", or \"Dog\"")]
    public void Suggestions_are_in_the_order_of_graphql_js_though_its_comparison_is_not_transitive(string members, string suggested)
    {
        // Zed comes before Ant, because Ant implements it; Ant comes before Bee, Cat and Dog by name; these come before Zed. The expected
        // orders are those of graphql-js 16.
        var schema = SdlSchema.Build($$"""
            type Query { u: U }
            union U = {{members}}
            interface Zed { f: Int }
            type Ant implements Zed { f: Int }
            type Bee { f: Int }
            type Cat { f: Int }
            type Dog { f: Int }
            """);
        var error = Assert.Single(DocumentValidator.Validate(schema, Parser.ParseDocument("{ u { f } }")));
        Assert.Equal($"Cannot query field \"f\" on type \"U\". Did you mean to use an inline fragment on {suggested}?", error.Message);
    }

    [Fact]
    public void Every_rule_is_in_the_rule_set()
    {
        var classes = typeof(DocumentValidator).Assembly.GetTypes().Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(ValidationRule)));
        Assert.Equal(classes.Select(t => t.Name).Order(), Rules.Order());
    }

    public static TheoryData<string> EveryRule => [.. Rules];

    [Theory]
    [MemberData(nameof(EveryRule))]
    public void Without_a_rule_some_document_here_is_answered_differently(string rule)
    {
        var missed = Invalid.Select(row => row.Data).Where(row => row.Item2 != string.Join('|', Check(row.Item1, rule).Select(e => e.Message)));
        Assert.NotEmpty(missed);
    }

    [Fact]
    public void Validation_stops_at_the_limit_of_errors()
    {
        var text = "{ " + string.Concat(Enumerable.Range(0, 50).Select(i => $"unknown{i} ")) + "}";
        var errors = DocumentValidator.Validate(Spec, Parser.ParseDocument(text), new ExecutorOptions { MaxErrors = 10 });
        Assert.Equal(11, errors.Length);
        Assert.Equal("Too many validation errors, error limit reached. Validation aborted.", errors[10].Message);
    }

    [Fact]
    public void Long_names_do_not_make_long_answers()
    {
        var error = Assert.Single(Check("{ " + new string('x', 50_000) + " }"));
        Assert.InRange(error.Message.Length, 1_000, 2_100);
    }

    private static IEnumerable<string> Rules =>
        RuleSet.RulesOf(new ValidationContext(Spec, Parser.ParseDocument("{ a }"), new ExecutorOptions())).Select(rule => rule.GetType().Name);

    private static ImmutableArray<GraphQLError> Check(string text) => DocumentValidator.Validate(Spec, Parser.ParseDocument(text));

    /// <summary>Validates with all rules except one.</summary>
    private static ImmutableArray<GraphQLError> Check(string text, string but)
    {
        var document = Parser.ParseDocument(text);
        var context = new ValidationContext(Spec, document, new ExecutorOptions());
        var rules = new RuleSet([.. RuleSet.RulesOf(context).Where(rule => rule.GetType().Name != but)]);
        new SyntaxWalker(context.Types, rules).Walk(document);
        return context.Errors;
    }
}
