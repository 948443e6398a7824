using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types.Printing;

namespace MoCluster.GraphQL.Tests.Types;

public sealed class SchemaBuilderTests
{
    public static TheoryData<string, string> Invalid => new()
    {
        { "type T { a: Int }", "Query root type must be provided." },
        { "scalar Query", "Query root type must be Object type, it cannot be Query." },
        { "type Query { a: Int } scalar Mutation", "Mutation root type must be Object type if provided, it cannot be Mutation." },
        { "type Query { a: Nowhere }", "Unknown type \"Nowhere\" of Query.a." },
        { "type Query { a: In } input In { x: Int }", "The type of Query.a must be Output Type but got: In." },
        { "type Query { a(x: Query): Int }", "The type of Query.a(x:) must be Input Type but got: Query." },
        { "type Query { a(x: Int = \"y\"): Int }", "Query.a(x:) has invalid default value: Int cannot represent non-integer value: \"y\"" },
        { "type Query { a(x: Int! = null): Int }", "Query.a(x:) has invalid default value: Expected value of type \"Int!\", found null." },
        { "type Query { a(x: In = {}): Int } input In { y: Int! }", "Query.a(x:) has invalid default value: Field \"In.y\" of required type \"Int!\" was not provided." },
        { "type Query { a(x: Int! @deprecated): Int }", "Required argument or input field Query.a(x:) cannot be deprecated." },
        { "type Query { a: Int a: String }", "Field Query.a can only be defined once." },
        { "type Query { a(x: Int, x: Int): Int }", "Argument \"Query.a(x:)\" can only be defined once." },
        { "type Query { __a: Int }", "Name \"__a\" must not begin with \"__\", which is reserved by GraphQL introspection." },
        { "type Query { a: E } enum E { A A }", "Enum value \"E.A\" can only be defined once." },
        { "type Query { a: U } union U = Query | Query", "Union type U can only include type Query once." },
        { "type Query { a: U } union U = E enum E { A }", "Union type U can only include Object types, it cannot include E." },
        { "type Query { a: U } union U", "Union type U must define one or more member types." },
        { "type Query { a: Int } type Empty", "Type Empty must define one or more fields." },
        { "type Query implements E { a: Int } enum E { A }", "Type Query must only implement Interface types, it cannot implement E." },
        { "type Query implements I { a: Int } interface I { b: Int }", "Interface field I.b expected but Query does not provide it." },
        { "type Query implements I { a: String } interface I { a: Int }", "Interface field I.a expects type Int but Query.a is type String." },
        { "type Query implements I { a: Int } interface I { a: Int! }", "Interface field I.a expects type Int! but Query.a is type Int." },
        { "type Query implements I { a: Int } interface I { a(x: Int): Int }", "Interface field argument I.a(x:) expected but Query.a does not provide it." },
        { "type Query implements I { a(x: Int!): Int } interface I { a(x: Int): Int }", "Interface field argument I.a(x:) expects type Int but Query.a(x:) is type Int!." },
        { "type Query implements I { a(x: Int!): Int } interface I { a: Int }", "Object field Query.a includes required argument x that is missing from the Interface field I.a." },
        { "type Query implements I { a: Int } interface I implements J { a: Int } interface J { a: Int }", "Type Query must implement J because it is implemented by I." },
        { "type Query { a: Int } interface I implements I { a: Int }", "Type I cannot implement itself because it would create a circular reference." },
        { "type Query { a(x: A): Int } input A { b: B! } input B { a: A! }", "Cannot reference Input Object \"A\" within itself through a series of non-null fields: \"b.a\"." },
        { "type Query { a(x: A): Int } input A { self: A! }", "Cannot reference Input Object \"A\" within itself through a series of non-null fields: \"self\"." },
        { "type Query { a(x: A): Int } input A { self: A = {} }", "A.self has invalid default value: The default value of \"self\" contains itself." },
        { "type Query { a: Int } directive @d(x: Int, x: Int) on FIELD", "Argument \"@d(x:)\" can only be defined once." },
        { "type Query { a: Int } directive @skip on FIELD", "Schema must contain uniquely named directives but contains multiple directives named \"@skip\"." },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_schema_is_refused_with_the_reason(string sdl, string problem)
    {
        var exception = Assert.Throws<SchemaException>(() => SdlSchema.Build(sdl));
        Assert.Contains(problem, exception.Problems);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type Query { a: Query b: [[Query!]!]! }")]
    [InlineData("type Query implements I { a: Query! } interface I { a: I }")]
    [InlineData("type Query implements I & J { a(x: Int, y: Int): Int! } interface I implements J { a(x: Int): Int } interface J { a: Int }")]
    [InlineData("type Query { a(x: A): Int } input A { b: B } input B { a: A! list: [B!]! }")]
    [InlineData("type Query { a: U } union U = Query")]
    [InlineData("type Query implements I { a: [U!]! } interface I { a: [U] } union U = Query")]
    public void What_the_specification_allows_is_built(string sdl) => Assert.NotNull(SdlSchema.Build(sdl));

    [Fact]
    public void All_problems_come_at_once()
    {
        var schema = new SchemaBuilder();
        var query = schema.Object("Query");
        query.Field("noResolver", "Int");
        query.Field("bad name", "Int").Resolve(_ => 1);
        query.Field("badType", "[Int").Resolve(_ => 1);
        query.Field("badDefault", "Int").Argument("x", "Int", defaultLiteral: "{").Resolve(_ => 1);
        schema.Enum("Query");
        schema.Union("U").Members("Query");
        schema.Scalar(new ScalarType("S", null, v => v, j => j)).Scalar(new ScalarType("S", null, v => v, j => j));
        var problems = Assert.Throws<SchemaException>(schema.Build).Problems;
        Assert.Contains("Field Query.noResolver has no resolver.", problems);
        Assert.Contains("Names must only contain [_a-zA-Z0-9] but \"bad name\" does not.", problems);
        Assert.Contains("The type \"[Int\" of Query.badType is not a type reference: Syntax Error: Expected \"]\", found <EOF>.", problems);
        Assert.Contains("The default { of Query.badDefault(x:) is not a value: Syntax Error: Expected Name, found <EOF>.", problems);
        Assert.Contains("Schema must contain uniquely named types but contains multiple types named \"Query\".", problems);
        Assert.Contains("Schema must contain uniquely named types but contains multiple types named \"S\".", problems);
    }

    [Fact]
    public void An_abstract_type_needs_a_way_to_find_the_type_of_its_values()
    {
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("u", "U").Resolve(_ => null);
        schema.Union("U").Members("Query");
        var problem = Assert.Single(Assert.Throws<SchemaException>(schema.Build).Problems);
        Assert.StartsWith("Abstract type U has no ResolveType, so its object type", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_parts_can_add_to_one_type()
    {
        var schema = new SchemaBuilder();
        schema.Object("Query", "The root.").Field("a", "Int").Resolve(_ => 1);
        schema.Object("Query", "Too late.").Field("b", "Int").Resolve(_ => 2);
        var built = schema.Build();
        Assert.Equal(["a", "b"], built.Query.Fields.Select(f => f.Name));
        Assert.Equal("The root.", built.Query.Description);
    }

    [Fact]
    public void References_to_one_type_are_one_object()
    {
        var schema = SdlSchema.Build("type Query { a: [Int!]! b: [Int!]! c: [Int]! }");
        var types = schema.Query.Fields.Select(f => f.Type).ToList();
        Assert.Same(types[0], types[1]);
        Assert.NotSame(types[0], types[2]);
        Assert.Equal("[Int!]!", types[0].ToString());
        Assert.Throws<InvalidOperationException>(types[0].AsNonNull);
    }

    [Fact]
    public void A_schema_prints_as_what_it_was_built_from()
    {
        const string sdl = """"
            """
            Marks.

            In two paragraphs.
            """
            directive @mark(x: [Int!]! = [1, 2]) repeatable on FIELD | QUERY

            enum Color {
              """Like blood."""
              RED
              GREEN @deprecated(reason: "Use \"RED\".")
            }

            scalar Date @specifiedBy(url: "https://example.org/date")

            input In {
              a: String = "x"
              deep: [[In!]] = [[{a: "y", deep: null}]]
            }

            interface Node {
              id: ID!
            }

            type Query implements Node {
              id: ID!
              colors(
                """Which."""
                of: Color = RED
                in: In
              ): [[Color]!] @deprecated
              when(on: Date): Any
            }

            union Any = Query

            """";
        var sorted = SchemaPrinter.Print(SdlSchema.Build(sdl));
        var definitions = sdl.Trim().Split("\n\n").Select(d => d.Trim()).ToHashSet();
        Assert.Equal(definitions, sorted.Trim().Split("\n\n").Select(d => d.Trim()).ToHashSet());
        Assert.Equal(sorted, SchemaPrinter.Print(SdlSchema.Build(sorted)));
    }
}
