using System.Text.Json;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Tests.Execution;

/// <summary>Tests which input reaches a resolver and which is refused, by the tables of spec §3.5 to §3.12 and §6.1.2.</summary>
public sealed class CoercionTests
{
    private static readonly Schema Echo = Build();

    private static Schema Build()
    {
        var schema = new SchemaBuilder();
        schema.Enum("Color").Value("RED", value: 1).Value("GREEN", value: 2);
        schema.Scalar(ScalarType.FromText("UUID", null, Guid.Parse, uuid => uuid.ToString()));
        schema.Scalar(new ScalarType("JSON", null, value => value, json => json.Clone()));
        schema.Input("Example").Field("a", "String").Field("b", "Int!");
        schema.Input("Defaults").Field("x", "Int!", defaultLiteral: "5").Field("y", "[Int!]", defaultLiteral: "7").Field("z", "Defaults");
        schema.Input("Range").Field("from", "Int!").Field("to", "Int!").Convert(range =>
            range.Get<int>("from") <= range.Get<int>("to")
                ? (range.Get<int>("from"), range.Get<int>("to"))
                : throw new GraphQLException("A range ends before it begins; swap from and to.", "BAD_RANGE"));
        var query = schema.Object("Query");
        void Field(string name, string type, string? defaultLiteral = null) => query.Field(name, "String")
            .Argument("v", type, defaultLiteral: defaultLiteral)
            .Resolve(context => context.HasArgument("v") ? Show(context.Argument<object>("v")) : "absent");
        Field("int", "Int");
        Field("float", "Float");
        Field("string", "String");
        Field("boolean", "Boolean");
        Field("id", "ID");
        Field("color", "Color");
        Field("uuid", "UUID");
        Field("json", "JSON");
        Field("list", "[Int]");
        Field("listOfNonNull", "[Int!]");
        Field("nonNullList", "[Int]!");
        Field("nested", "[[Int]]");
        Field("example", "Example");
        Field("defaults", "Defaults");
        Field("range", "Range");
        Field("defaultsList", "[Defaults]");
        Field("required", "Int!");
        Field("requiredWithDefault", "Int!", "3");
        Field("withDefault", "Int", "4");
        Field("enumDefault", "[Color!]", "[GREEN, RED]");
        return schema.Build();
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        object?[] items => "[" + string.Join(",", items.Select(Show)) + "]",
        InputObject map => "{" + string.Join(",", map.Values.Select(p => p.Key + ":" + Show(p.Value))) + "}",
        JsonElement json => "json " + json.GetRawText(),
        string text => "'" + text + "'",
        IFormattable number => value.GetType().Name + " " + number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    [Theory]
    [InlineData("int(v: 1)", "Int32 1")]
    [InlineData("int(v: -2147483648)", "Int32 -2147483648")]
    [InlineData("int(v: null)", "null")]
    [InlineData("int", "absent")]
    [InlineData("float(v: 1)", "Double 1")]
    [InlineData("float(v: 1.5e3)", "Double 1500")]
    [InlineData("string(v: \"a\")", "'a'")]
    [InlineData("string(v: \"\"\"\n  a\n\"\"\")", "'a'")]
    [InlineData("boolean(v: false)", "False")]
    [InlineData("id(v: 4)", "'4'")]
    [InlineData("id(v: \"x\")", "'x'")]
    [InlineData("color(v: GREEN)", "Int32 2")]
    [InlineData("uuid(v: \"6fa459ea-ee8a-3ca4-894e-db77e160355e\")", "Guid 6fa459ea-ee8a-3ca4-894e-db77e160355e")]
    [InlineData("json(v: {a: [1, 2.5, \"x\", true, null, ENUM], b: {}})", "json {\"a\":[1,2.5,\"x\",true,null,\"ENUM\"],\"b\":{}}")]
    [InlineData("list(v: [1, null])", "[Int32 1,null]")]
    [InlineData("list(v: 1)", "[Int32 1]")]
    [InlineData("list(v: null)", "null")]
    [InlineData("listOfNonNull(v: 1)", "[Int32 1]")]
    [InlineData("nested(v: [[1], [2, 3]])", "[[Int32 1],[Int32 2,Int32 3]]")]
    [InlineData("nested(v: [1, 2])", "[[Int32 1],[Int32 2]]")]
    [InlineData("nested(v: 1)", "[[Int32 1]]")]
    [InlineData("example(v: {b: 1})", "{b:Int32 1}")]
    [InlineData("example(v: {a: null, b: 1})", "{a:null,b:Int32 1}")]
    [InlineData("defaults(v: {})", "{x:Int32 5,y:[Int32 7]}")]
    [InlineData("defaults(v: {y: null, z: {x: 1}})", "{x:Int32 5,y:null,z:{x:Int32 1,y:[Int32 7]}}")]
    [InlineData("range(v: {from: 1, to: 2})", "(1, 2)")]
    [InlineData("requiredWithDefault", "Int32 3")]
    [InlineData("withDefault", "Int32 4")]
    [InlineData("withDefault(v: null)", "null")]
    [InlineData("enumDefault", "[Int32 2,Int32 1]")]
    public async Task A_literal_reaches_the_resolver_as(string field, string seen) =>
        Assert.Equal(seen, await ValueAsync("{ r: " + field + " }", null));

    [Theory]
    [InlineData("Int", "int", "1", "Int32 1")]
    [InlineData("Int", "int", "1.0", "Int32 1")]
    [InlineData("Int", "int", "1e2", "Int32 100")]
    [InlineData("Int", "int", "null", "null")]
    [InlineData("Float", "float", "2", "Double 2")]
    [InlineData("ID", "id", "7", "'7'")]
    [InlineData("ID", "id", "\"7\"", "'7'")]
    [InlineData("Color", "color", "\"RED\"", "Int32 1")]
    [InlineData("[Int]", "list", "[1,null]", "[Int32 1,null]")]
    [InlineData("[Int]", "list", "1", "[Int32 1]")]
    [InlineData("[[Int]]", "nested", "[1,[2],null]", "[[Int32 1],[Int32 2],null]")]
    [InlineData("[Int!]", "list", "5", "[Int32 5]")]
    [InlineData("Example", "example", "{\"b\":1,\"a\":\"x\"}", "{a:'x',b:Int32 1}")]
    [InlineData("Defaults", "defaults", "{\"z\":{}}", "{x:Int32 5,y:[Int32 7],z:{x:Int32 5,y:[Int32 7]}}")]
    [InlineData("JSON", "json", "{\"k\":[1,{}]}", "json {\"k\":[1,{}]}")]
    [InlineData("Range", "range", "{\"from\":1,\"to\":1}", "(1, 1)")]
    public async Task A_variable_reaches_the_resolver_as(string type, string field, string json, string seen) =>
        Assert.Equal(seen, await ValueAsync($"query ($v: {type}) {{ r: {field}(v: $v) }}", $$"""{"v": {{json}}}"""));

    [Theory]
    [InlineData("query ($v: Int) { r: int(v: $v) }", "{}", "absent")]
    [InlineData("query ($v: Int = 9) { r: int(v: $v) }", "{}", "Int32 9")]
    [InlineData("query ($v: Int = 9) { r: int(v: $v) }", "{\"v\": null}", "null")]
    [InlineData("query ($v: Int) { r: withDefault(v: $v) }", "{}", "Int32 4")]
    [InlineData("query ($v: Int) { r: withDefault(v: $v) }", "{\"v\": null}", "null")]
    [InlineData("query ($v: Int) { r: requiredWithDefault(v: $v) }", "{}", "Int32 3")]
    [InlineData("query ($v: Int) { r: list(v: [1, $v]) }", "{}", "[Int32 1,null]")]
    [InlineData("query ($v: String) { r: example(v: {b: 1, a: $v}) }", "{}", "{b:Int32 1}")]
    [InlineData("query ($v: String) { r: example(v: {b: 1, a: $v}) }", "{\"v\": null}", "{a:null,b:Int32 1}")]
    [InlineData("query ($v: Int) { r: defaults(v: {x: $v}) }", "{}", "{x:Int32 5,y:[Int32 7]}")]
    [InlineData("query ($v: Int) { r: json(v: {a: [$v]}) }", "{\"v\": 3}", "json {\"a\":[3]}")]
    public async Task Absent_null_and_default_are_distinguished(string query, string variables, string seen) =>
        Assert.Equal(seen, await ValueAsync(query, variables));

    [Theory]
    [InlineData("Int!", "{}", "Variable \"$v\" of required type \"Int!\" was not provided.")]
    [InlineData("Int!", "{\"v\": null}", "Variable \"$v\" of non-null type \"Int!\" must not be null.")]
    [InlineData("Int", "{\"v\": \"1\"}", "Variable \"$v\" got invalid value \"1\"; Int cannot represent non-integer value: \"1\"")]
    [InlineData("Int", "{\"v\": 1.5}", "Variable \"$v\" got invalid value 1.5; Int cannot represent non-integer value: 1.5")]
    [InlineData("Int", "{\"v\": 3000000000}", "Variable \"$v\" got invalid value 3000000000; Int cannot represent non 32-bit signed integer value: 3000000000")]
    [InlineData("Boolean", "{\"v\": 0}", "Variable \"$v\" got invalid value 0; Boolean cannot represent a non boolean value: 0")]
    [InlineData("String", "{\"v\": [\"a\"]}", "Variable \"$v\" got invalid value [\"a\"]; String cannot represent a non string value: [\"a\"]")]
    [InlineData("ID", "{\"v\": 1.5}", "Variable \"$v\" got invalid value 1.5; ID cannot represent value: 1.5")]
    [InlineData("Color", "{\"v\": \"REED\"}", "Variable \"$v\" got invalid value \"REED\"; Value \"REED\" does not exist in \"Color\" enum. Did you mean the enum value \"RED\" or \"GREEN\"?")]
    [InlineData("Color", "{\"v\": 1}", "Variable \"$v\" got invalid value 1; Enum \"Color\" cannot represent non-string value: 1.")]
    [InlineData("[Int!]", "{\"v\": [1, null]}", "Variable \"$v\" got invalid value null at \"v[1]\"; Expected non-nullable type \"Int!\" not to be null.")]
    [InlineData("Example", "{\"v\": 5}", "Variable \"$v\" got invalid value 5; Expected type \"Example\" to be an object.")]
    [InlineData("Example", "{\"v\": {}}", "Variable \"$v\" got invalid value {}; Field \"b\" of required type \"Int!\" was not provided.")]
    [InlineData("Example", "{\"v\": {\"b\": 1, \"bb\": 2}}", "Variable \"$v\" got invalid value { b: 1, bb: 2 }; Field \"bb\" is not defined by type \"Example\". Did you mean \"b\"?")]
    [InlineData("[Defaults]", "{\"v\": [{\"z\": {\"y\": [1, true]}}]}", "Variable \"$v\" got invalid value true at \"v[0].z.y[1]\"; Int cannot represent non-integer value: true")]
    [InlineData("UUID", "{\"v\": \"abc\"}", "Variable \"$v\" got invalid value \"abc\"; Expected type \"UUID\". Unrecognized Guid format.")]
    [InlineData("Range", "{\"v\": {\"from\": 2, \"to\": 1}}", "Variable \"$v\" got invalid value { from: 2, to: 1 }; A range ends before it begins; swap from and to.")]
    public async Task A_variable_that_does_not_fit_refuses_the_request(string type, string variables, string message)
    {
        var field = type switch
        {
            "[Int!]" => "listOfNonNull",
            "[Defaults]" => "defaultsList",
            _ => type.TrimEnd('!').ToLowerInvariant(),
        };
        var result = await Run.ResultAsync(Echo, $"query ($v: {type}) {{ r: {field}(v: $v) }}", null, variables);
        var error = Assert.Single(result.Errors);
        Assert.Equal(message, error.Message);
        Assert.Equal(type == "Range" ? "BAD_RANGE" : ErrorCodes.BadUserInput, error.Code);
        Assert.Equal([new MoCluster.GraphQL.Language.SourceLocation(1, 8)], error.Locations);
        Assert.True(result.IsRequestError);
        Assert.DoesNotContain("data", result.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_variable_that_does_not_fit_is_reported()
    {
        var result = await Run.ResultAsync(
            Echo, "query ($a: Int!, $b: [Int!]) { int(v: $a) listOfNonNull(v: $b) }", null, """{"b": [null, "x", 1]}""");
        Assert.Equal(3, result.Errors.Length);
        var limited = await Run.ResultAsync(
            Echo,
            "query ($b: [Int!]) { listOfNonNull(v: $b) }",
            null,
            $$"""{"b": [{{string.Join(',', Enumerable.Repeat("null", 100))}}]}""",
            new ExecutorOptions { MaxErrors = 5 });
        Assert.Equal(6, limited.Errors.Length);
        Assert.Equal("Too many errors processing variables, error limit reached. Execution aborted.", limited.Errors[5].Message);
    }

    [Theory]
    [InlineData("query ($v: Int) { r: required(v: $v) }", "{}", null)]
    [InlineData("query ($v: Int = 1) { r: required(v: $v) }", "{\"v\": null}", "Argument \"v\" of non-null type \"Int!\" must not be null.")]
    [InlineData("query ($v: Int) { r: requiredWithDefault(v: $v) }", "{\"v\": null}", "Argument \"v\" of non-null type \"Int!\" must not be null.")]
    [InlineData("query ($v: Int = 1) { r: listOfNonNull(v: [$v]) }", "{\"v\": null}", "Argument \"v\" has invalid value [$v].")]
    [InlineData("{ r: range(v: {from: 2, to: 1}) }", "{}", "A range ends before it begins; swap from and to.")]
    public async Task An_argument_that_does_not_fit_fails_its_field_alone(string query, string variables, string? message)
    {
        var result = await Run.ResultAsync(Echo, query.Replace("{ r:", "{ ok: int r:", StringComparison.Ordinal), null, variables);
        if (message is null)
        {
            Assert.True(result.IsRequestError);
            return;
        }

        var error = Assert.Single(result.Errors);
        Assert.Equal(message, error.Message);
        Assert.Equal("r", error.Path!.ToString());
        Assert.EndsWith("\"data\":{\"ok\":\"absent\",\"r\":null}}", result.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversion_that_breaks_is_an_internal_error()
    {
        var schema = new SchemaBuilder();
        schema.Input("Broken").Field("a", "Int").Convert(_ => throw new InvalidOperationException("secret"));
        schema.Object("Query").Field("f", "Int").Argument("v", "Broken").Resolve(_ => 1);
        var reported = new List<Exception>();
        var options = new ExecutorOptions { OnUnhandled = (exception, _) => reported.Add(exception) };
        var built = schema.Build();
        var literal = await Run.JsonAsync(built, "{ f(v: {a: 1}) }", options: options);
        var variable = await Run.JsonAsync(built, "query ($v: Broken) { f(v: $v) }", variables: """{"v": {}}""", options: options);
        Assert.Equal("""{"errors":[{"message":"Internal error","locations":[{"line":1,"column":3}],"path":["f"],"extensions":{"code":"INTERNAL"}}],"data":{"f":null}}""", literal);
        Assert.Equal("""{"errors":[{"message":"Internal error","extensions":{"code":"INTERNAL"}}]}""", variable);
        Assert.Equal(["secret", "secret"], reported.Select(e => e.Message));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("\"x\"")]
    public async Task Variables_are_an_object(string json)
    {
        var result = await Run.ResultAsync(Echo, "{ int }", null, json);
        Assert.True(result.IsRequestError);
        Assert.Equal(ErrorCodes.BadUserInput, Assert.Single(result.Errors).Code);
    }

    private static async Task<string?> ValueAsync(string query, string? variables)
    {
        var result = await Run.ResultAsync(Echo, query, null, variables);
        Assert.Empty(result.Errors);
        using var json = JsonDocument.Parse(result.ToJson());
        return json.RootElement.GetProperty("data").GetProperty("r").GetString();
    }
}
