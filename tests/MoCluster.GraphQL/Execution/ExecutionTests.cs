using MoCluster.GraphQL.Types.Building;
using static MoCluster.GraphQL.Tests.Run;

namespace MoCluster.GraphQL.Tests.Execution;

public sealed class ExecutionTests
{
    private const string People = """
        interface Named { name: String! }
        type Person implements Named { name: String! age: Int friend: Person friends: [Person] best: Person! }
        type Dog implements Named { name: String! barks: Boolean }
        union Being = Person | Dog
        type Query { me: Person named: [Named] beings: [Being!] person: Person! }
        """;

    [Fact]
    public async Task Fields_are_answered_in_the_order_of_the_query()
    {
        var me = Map("name", "Ann", "age", 7);
        Assert.Equal(
            """{"data":{"x":{"age":7,"name":"Ann"},"me":{"name":"Ann","__typename":"Person","age":7},"__typename":"Query"}}""",
            await JsonAsync(People, "{ x: me { age name } me { name __typename age } __typename }", Map("me", me)));
    }

    [Fact]
    public async Task Selections_of_one_field_are_merged_at_its_first_place()
    {
        var me = Map("name", "Ann", "age", 7, "friend", Map("name", "Bob", "age", 9));
        Assert.Equal(
            """{"data":{"me":{"friend":{"name":"Bob","age":9},"name":"Ann","age":7}}}""",
            await JsonAsync(
                People,
                "{ me { friend { name } } ...f me { name } } fragment f on Query { me { friend { age name } ... on Named { name } age } }",
                Map("me", me)));
    }

    [Fact]
    public async Task A_merged_field_is_resolved_once()
    {
        var calls = 0;
        var data = Map("me", (Func<object?>)(() => Map("name", "Ann" + ++calls)));
        Assert.Equal("""{"data":{"me":{"name":"Ann1"}}}""", await JsonAsync(People, "{ me { name } ... { me { name } } }", data));
        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData("{ me { name @skip(if: true) age } }", """{"data":{"me":{"age":7}}}""")]
    [InlineData("{ me { name @include(if: false) age @include(if: true) } }", """{"data":{"me":{"age":7}}}""")]
    [InlineData("{ me { name @skip(if: true) @include(if: true) age } }", """{"data":{"me":{"age":7}}}""")]
    [InlineData("{ me { ... @include(if: false) { name } ...f @skip(if: true) age } } fragment f on Person { name }", """{"data":{"me":{"age":7}}}""")]
    [InlineData("{ me @skip(if: true) { name } }", """{"data":{}}""")]
    [InlineData("query ($no: Boolean = false) { me { name @include(if: $no) age } }", """{"data":{"me":{"age":7}}}""")]
    [InlineData("{ me { name @skip(if: true) name age } }", """{"data":{"me":{"name":"Ann","age":7}}}""")]
    public async Task Skip_and_include_leave_fields_out(string query, string json) =>
        Assert.Equal(json, await JsonAsync(People, query, Map("me", Map("name", "Ann", "age", 7))));

    [Theory]
    [InlineData("query ($b: Boolean = true) { me { name @skip(if: $b) age } }", true, "me", "{\"me\":null}")]
    [InlineData("query ($b: Boolean = true) { me { name @include(if: $b) age } }", true, "me", "{\"me\":null}")]
    [InlineData("query ($b: Boolean = true) { me { ... @skip(if: $b) { name } age } }", true, "me", "{\"me\":null}")]
    [InlineData("query ($b: Boolean = true) { me { ...f } } fragment f on Person { age ... @skip(if: $b) { name } }", true, "me", "{\"me\":null}")]
    [InlineData("query ($b: Boolean = true) { me { age name @include(if: true) @skip(if: $b) } }", true, "me", "{\"me\":null}")]
    [InlineData("query ($b: Boolean = true) { ...f @include(if: $b) } fragment f on Query { me { name } }", true, null, "null")]
    [InlineData("query ($b: Boolean = true) { me { age } me @skip(if: $b) { name } }", true, null, "null")]
    // A condition is not evaluated if another one skips the selection, or if the fragment is already included.
    [InlineData("query ($b: Boolean = true) { me { age name @include(if: $b) @skip(if: true) } }", false, null, "{\"me\":{\"age\":7}}")]
    [InlineData("query ($b: Boolean = true) { me { ...f ...f @skip(if: $b) } } fragment f on Person { age }", false, null, "{\"me\":{\"age\":7}}")]
    public async Task A_condition_that_is_null_fails_the_field_around_it(string query, bool fails, string? path, string data)
    {
        var result = await Run.ResultAsync(SdlSchema.Build(People), query, Map("me", Map("name", "Ann", "age", 7)), "{\"b\": null}");
        Assert.EndsWith($"\"data\":{data}}}", result.ToJson(), StringComparison.Ordinal);
        if (!fails)
        {
            Assert.Empty(result.Errors);
            return;
        }

        var error = Assert.Single(result.Errors);
        Assert.Equal("Argument \"if\" of non-null type \"Boolean!\" must not be null.", error.Message);
        Assert.Equal("BAD_USER_INPUT", error.Code);
        var at = Assert.Single(error.Locations);
        Assert.Equal((1, query.LastIndexOf("$b", StringComparison.Ordinal) + 1), (at.Line, at.Column));
        Assert.Equal(path, error.Path?.ToString());
    }

    [Fact]
    public async Task An_item_whose_condition_is_null_fails_alone()
    {
        var data = Map("beings", new object?[] { Map("__typename", "Person", "name", "Ann"), Map("__typename", "Dog", "name", "Rex", "barks", true) });
        var schema = SdlSchema.Build(People.Replace("[Being!]", "[Being]", StringComparison.Ordinal));
        const string query = "query ($b: Boolean = true) { beings { ... on Dog { barks } ... on Person { name @skip(if: $b) } } }";
        var result = await Run.ResultAsync(schema, query, data, "{\"b\": null}");
        Assert.Equal("beings[0]", Assert.Single(result.Errors).Path!.ToString());
        Assert.EndsWith("\"data\":{\"beings\":[null,{\"barks\":true}]}}", result.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mutation_whose_condition_is_null_executes_nothing()
    {
        var calls = 0;
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("f", "Int").Resolve(_ => 1);
        schema.Object("Mutation").Field("remove", "Int").Resolve(_ => ++calls);
        var result = await Run.ResultAsync(
            schema.Build(), "mutation ($b: Boolean = true) { a: remove b: remove @skip(if: $b) }", null, "{\"b\": null}");
        Assert.Equal(0, calls);
        Assert.False(result.IsRequestError);
        Assert.False(result.HasData);
        Assert.Equal("Argument \"if\" of non-null type \"Boolean!\" must not be null.", Assert.Single(result.Errors).Message);
    }

    [Fact]
    public async Task A_resolver_that_looks_at_its_selection_runs_though_a_condition_below_is_null()
    {
        var schema = SdlSchema.Builder(People);
        var seen = -1;
        schema.Object("Query").Field("look", "Person").Resolve(context =>
        {
            seen = context.Selection.Length;
            return Map("name", "Ann");
        });
        var result = await Run.ResultAsync(
            schema.Build(), "query ($b: Boolean = true) { look { age name @skip(if: $b) } }", null, "{\"b\": null}");
        Assert.Equal(0, seen);
        Assert.Equal("look", Assert.Single(result.Errors).Path!.ToString());
    }

    [Fact]
    public async Task Fragments_apply_by_the_type_of_each_value()
    {
        var data = Map("beings", new object?[]
        {
            Map("__typename", "Person", "name", "Ann", "age", 7),
            Map("__typename", "Dog", "name", "Rex", "barks", true),
        });
        Assert.Equal(
            """{"data":{"beings":[{"__typename":"Person","name":"Ann","age":7},{"__typename":"Dog","name":"Rex","barks":true}]}}""",
            await JsonAsync(People, "{ beings { __typename ... on Named { name } ... on Person { age } ... on Dog { barks } } }", data));
    }

    [Theory]
    [InlineData(null, "Abstract type \"Named\" must resolve to an Object type at runtime for field \"Query.named\".")]
    [InlineData("Nobody", "Abstract type \"Named\" was resolved to a type \"Nobody\" that is not an object type of the schema.")]
    [InlineData("Query", "Runtime Object type \"Query\" is not a possible type for \"Named\".")]
    public async Task A_value_of_no_known_type_fails_its_item(string? type, string message)
    {
        var data = Map("named", new object?[] { Map("__typename", "Person", "name", "Ann"), Map("__typename", type) });
        var result = await ResultAsync(SdlSchema.Build(People), "{ named { name } }", data);
        var error = Assert.Single(result.Errors);
        Assert.Equal(message, error.Message);
        Assert.Equal("named[1]", error.Path!.ToString());
        Assert.EndsWith("""{"named":[{"name":"Ann"},null]}}""", result.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Object_types_recognise_their_values_if_the_abstract_type_has_no_ResolveType()
    {
        var schema = new SchemaBuilder();
        schema.Interface("Thing").Field("x", "String");
        schema.Object("Text").Implements("Thing").Represents<string>().Field("x", "String").Resolve<string>(s => s);
        schema.Object("Number").Implements("Thing").Represents(v => v is int).Field("x", "String").Resolve<int>(i => i);
        schema.Object("Query").Field("things", "[Thing]").Resolve(_ => new object[] { "a", 5, 1.5 });
        var result = await ResultAsync(schema.Build(), "{ things { __typename x } }");
        Assert.Equal("things[2]", Assert.Single(result.Errors).Path!.ToString());
        Assert.EndsWith(
            """{"things":[{"__typename":"Text","x":"a"},{"__typename":"Number","x":"5"},null]}}""", result.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_contains_aliases_and_indices()
    {
        var data = Map("me", Map("friends", new object?[] { null, Map("name", null) }));
        Assert.Equal(
            """{"errors":[{"message":"Cannot return null for non-nullable field Person.name.","locations":[{"line":1,"column":25}],"path":["m","fs",1,"n"],"extensions":{"code":"INTERNAL"}}],"data":{"m":{"fs":[null,null]}}}""",
            await JsonAsync(People, "{ m: me { fs: friends { n: name } } }", data));
    }

    [Fact]
    public async Task An_operation_is_chosen_by_its_name()
    {
        var executor = new GraphQLExecutor(SdlSchema.Build(People));
        async Task<string> Choose(string query, string? name)
        {
            var request = new GraphQLRequest { Query = query, OperationName = name };
            return (await executor.ExecuteAsync(request, null, TestContext.Current.CancellationToken)).ToJson();
        }

        const string two = "query a { __typename } query b { x: __typename }";
        Assert.Equal("""{"data":{"__typename":"Query"}}""", await Choose(two, "a"));
        Assert.Equal("""{"data":{"x":"Query"}}""", await Choose(two, "b"));
        Assert.Contains("Must provide operation name if query contains multiple operations.", await Choose(two, null), StringComparison.Ordinal);
        Assert.Contains("Unknown operation named \\\"c\\\".", await Choose(two, "c"), StringComparison.Ordinal);
        Assert.Contains("Unknown operation named \\\"\\\".", await Choose("{ __typename }", ""), StringComparison.Ordinal);
        Assert.Contains("Schema is not configured to execute mutation operation.", await Choose("mutation { __typename }", null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscriptions_are_refused_before_anything_runs()
    {
        var schema = SdlSchema.Build("type Query { a: Int } type Subscription { a: Int }");
        var result = await ResultAsync(schema, "subscription { a }");
        Assert.True(result.IsRequestError);
        Assert.Equal(ErrorCodes.OperationResolutionFailed, Assert.Single(result.Errors).Code);
    }

    [Fact]
    public async Task A_resolver_sees_what_is_selected_below_it()
    {
        var seen = "";
        var schema = SdlSchema.Builder(People);
        schema.Object("Query").Field("look", "Being").Resolve(context =>
        {
            seen = string.Join(
                ' ', context.Selection.Select(f => $"{f.ParentType}.{f.Name}" + string.Concat(f.Selection.Select(s => ">" + s.ResponseName))));
            Assert.True(context.Selects("friend"));
            Assert.False(context.Selects("f"));
            return null;
        });
        await JsonAsync(schema.Build(), "{ look { ... on Person { f: friend { n: name } age @skip(if: true) } ... on Dog { barks } } }");
        Assert.Equal("Person.friend>n Dog.barks", seen);
    }

    [Fact]
    public async Task A_resolver_can_report_an_error_beside_its_value()
    {
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("f", "Int!").Resolve(context =>
        {
            context.ReportError("The mail was not sent.", "AFTER_TRIGGER");
            return 5;
        });
        Assert.Equal(
            """{"errors":[{"message":"The mail was not sent.","locations":[{"line":1,"column":3}],"path":["f"],"extensions":{"code":"AFTER_TRIGGER"}}],"data":{"f":5}}""",
            await JsonAsync(schema.Build(), "{ f }"));
    }

    [Fact]
    public async Task Extensions_of_errors_and_answers_are_written()
    {
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("f", "Int").Resolve(_ => throw new GraphQLException(
            "No.", "REFUSED", Map("trigger", "payroll", "attempts", 3, "code", "shadowed", "list", new List<double> { 1.5 })));
        var result = await ResultAsync(schema.Build(), "{ f }");
        result.Extensions["trace"] = "abc";
        Assert.Equal(
            """{"errors":[{"message":"No.","locations":[{"line":1,"column":3}],"path":["f"],"extensions":{"code":"REFUSED","trigger":"payroll","attempts":3,"list":[1.5]}}],"data":{"f":null},"extensions":{"trace":"abc"}}""",
            result.ToJson());
    }

    [Fact]
    public void Every_field_of_an_operation_can_be_inspected_before_it_runs()
    {
        var schema = SdlSchema.Builder(People);
        schema.Object("Query").Field("lease", "Int").Tag("leases").Resolve(_ => 1);
        var executor = new GraphQLExecutor(schema.Build());
        PreparedOperation Prepare(string query) => executor.Prepare(new GraphQLRequest { Query = query }).Operation!;
        var hidden = Prepare("{ x: me { name } ...f } fragment f on Query { ... @skip(if: true) { y: lease } me { friend { age } } }");
        Assert.Equal(["me", "lease"], hidden.RootFields.Select(f => f.Name));
        Assert.Equal(["me", "name", "lease", "friend", "age"], hidden.AllFields.Select(f => f.Name));
        Assert.Contains(hidden.RootFields, f => f.Tags.Contains("leases"));
        Assert.DoesNotContain(Prepare("{ me { name } }").AllFields, f => f.Tags.Contains("leases"));
    }
}
