using System.Text.Json;
using MoCluster.GraphQL.Types.Printing;

namespace MoCluster.GraphQL.Tests.Introspection;

public sealed class IntrospectionTests
{
    /// <summary>The query that tools send, with everything that the specification of October 2021 offers.</summary>
    private const string StandardQuery = """
        query IntrospectionQuery {
          __schema {
            description
            queryType { name }
            mutationType { name }
            subscriptionType { name }
            types { ...FullType }
            directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } }
          }
        }
        fragment FullType on __Type {
          kind name description specifiedByURL
          fields(includeDeprecated: true) {
            name description
            args(includeDeprecated: true) { ...InputValue }
            type { ...TypeRef }
            isDeprecated deprecationReason
          }
          inputFields(includeDeprecated: true) { ...InputValue }
          interfaces { ...TypeRef }
          enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
          possibleTypes { ...TypeRef }
        }
        fragment InputValue on __InputValue {
          name description type { ...TypeRef } defaultValue isDeprecated deprecationReason
        }
        fragment TypeRef on __Type {
          kind name
          ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } }
        }
        """;

    private const string Sdl = """"
        """All there is."""
        schema {
          query: Root
          mutation: Change
        }

        """Marks."""
        directive @mark(x: [Int!]! = [1, 2], y: In = {a: "\"q\""}) repeatable on FIELD | FRAGMENT_SPREAD

        union Any = Thing | Other

        type Change {
          do(
            """How."""
            how: In!
          ): Thing
        }

        enum Color {
          """Like blood."""
          RED
          GREEN @deprecated
          BLUE @deprecated(reason: "Use \"RED\".")
        }

        scalar Date @specifiedBy(url: "https://example.org/date")

        input In {
          a: String = "x"
          deep: [[In!]]
          old: Int @deprecated(reason: "gone")
        }

        interface Node {
          id: ID!
        }

        interface Named implements Node {
          id: ID!
          name(long: Boolean = false): String
        }

        type Other {
          when: Date
        }

        type Root {
          any: [Any!]!
          colors(of: Color = RED): [[Color]!]
          node: Node
        }

        """A thing."""
        type Thing implements Node & Named {
          id: ID!
          """Its name."""
          name(long: Boolean = false): String @deprecated(reason: "call it")
        }
        """";

    [Fact]
    public async Task A_schema_can_be_rebuilt_from_its_introspection()
    {
        var schema = SdlSchema.Build(Sdl);
        var result = await Run.ResultAsync(schema, StandardQuery);
        Assert.Empty(result.Errors);
        using var json = JsonDocument.Parse(result.ToJson());
        var rebuilt = SdlSchema.Build(IntrospectedSdl.Write(json.RootElement.GetProperty("data").GetProperty("__schema")));
        Assert.Equal(SchemaPrinter.Print(schema), SchemaPrinter.Print(rebuilt));
    }

    [Fact]
    public async Task Deprecated_parts_are_hidden_unless_asked_for()
    {
        var json = await Run.JsonAsync(
            SdlSchema.Build(Sdl),
            """
            {
              color: __type(name: "Color") { enumValues { name } all: enumValues(includeDeprecated: true) { name deprecationReason } }
              thing: __type(name: "Thing") { fields { name } all: fields(includeDeprecated: true) { name isDeprecated } }
              in: __type(name: "In") { inputFields { name } all: inputFields(includeDeprecated: true) { name isDeprecated } }
            }
            """);
        Assert.Equal(
            """
            {"data":{"color":{"enumValues":[{"name":"RED"}],
            "all":[{"name":"RED","deprecationReason":null},{"name":"GREEN","deprecationReason":"No longer supported"},{"name":"BLUE","deprecationReason":"Use \"RED\"."}]},
            "thing":{"fields":[{"name":"id"}],"all":[{"name":"id","isDeprecated":false},{"name":"name","isDeprecated":true}]},
            "in":{"inputFields":[{"name":"a"},{"name":"deep"}],
            "all":[{"name":"a","isDeprecated":false},{"name":"deep","isDeprecated":false},{"name":"old","isDeprecated":true}]}}}
            """.ReplaceLineEndings(""),
            json);
    }

    [Fact]
    public async Task Parts_that_a_kind_of_type_does_not_have_are_null()
    {
        const string parts = "{ kind name fields { name } interfaces { name } possibleTypes { name } enumValues { name } inputFields { name } ofType { name } specifiedByURL }";
        async Task<string> OfAsync(string name) => await Run.JsonAsync(SdlSchema.Build(Sdl), $"{{ t: __type(name: \"{name}\") {parts} }}");
        Assert.Equal("""{"data":{"t":null}}""", await OfAsync("Nothing"));
        Assert.Equal(
            """{"data":{"t":{"kind":"UNION","name":"Any","fields":null,"interfaces":null,"possibleTypes":[{"name":"Thing"},{"name":"Other"}],"enumValues":null,"inputFields":null,"ofType":null,"specifiedByURL":null}}}""",
            await OfAsync("Any"));
        Assert.Equal(
            """{"data":{"t":{"kind":"INTERFACE","name":"Named","fields":[{"name":"id"},{"name":"name"}],"interfaces":[{"name":"Node"}],"possibleTypes":[{"name":"Thing"}],"enumValues":null,"inputFields":null,"ofType":null,"specifiedByURL":null}}}""",
            await OfAsync("Named"));
        Assert.Equal(
            """{"data":{"t":{"kind":"OBJECT","name":"Other","fields":[{"name":"when"}],"interfaces":[],"possibleTypes":null,"enumValues":null,"inputFields":null,"ofType":null,"specifiedByURL":null}}}""",
            await OfAsync("Other"));
        Assert.Equal(
            """{"data":{"t":{"kind":"SCALAR","name":"Date","fields":null,"interfaces":null,"possibleTypes":null,"enumValues":null,"inputFields":null,"ofType":null,"specifiedByURL":"https://example.org/date"}}}""",
            await OfAsync("Date"));
        // Introspection describes itself. A built-in scalar that nothing refers to is left out.
        Assert.Contains("\"kind\":\"OBJECT\",\"name\":\"__Type\"", await OfAsync("__Type"), StringComparison.Ordinal);
        Assert.Equal("""{"data":{"t":null}}""", await OfAsync("Float"));
    }

    [Fact]
    public async Task Typename_can_be_selected_on_every_composite_type()
    {
        var data = Run.Map("any", new object?[] { Run.Map("__typename", "Other") });
        Assert.Equal(
            """{"data":{"__typename":"Root","any":[{"t":"Other"}],"__schema":{"__typename":"__Schema"}}}""",
            await Run.JsonAsync(SdlSchema.Build(Sdl), "{ __typename any { t: __typename } __schema { __typename } }", data));
    }
}
