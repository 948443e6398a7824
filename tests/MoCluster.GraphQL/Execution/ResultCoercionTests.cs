using System.Text.Json;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Tests.Execution;

/// <summary>Tests how resolvers' values are written, and which are refused (spec §3.5, §3.9, §6.4.3).</summary>
public sealed class ResultCoercionTests
{
    public static TheoryData<string, object, string> Written => new()
    {
        { "Int", 5, "5" },
        { "Int", 5L, "5" },
        { "Int", (byte)5, "5" },
        { "Int", 5.0, "5" },
        { "Int", true, "1" },
        { "Float", 1.5, "1.5" },
        { "Float", 3, "3" },
        { "Float", 0.1m, "0.1" },
        { "String", "é<>&\"\\\n\U0001F600", "\"é<>&\\\"\\\\\\n\\uD83D\\uDE00\"" },
        { "String", 12, "\"12\"" },
        { "String", true, "\"true\"" },
        { "Boolean", false, "false" },
        { "ID", 7L, "\"7\"" },
        { "ID", "x", "\"x\"" },
        { "Color", "RED", "\"RED\"" },
        { "[Int]", new List<int> { 1, 2 }, "[1,2]" },
        { "[[String]]", new List<List<string>> { new() { "a" }, new() }, "[[\"a\"],[]]" },
        { "Any", new Dictionary<string, object?> { ["a"] = new object?[] { 1, null, "x" } }, "{\"a\":[1,null,\"x\"]}" },
        { "Any", 1.25f, "1.25" },
        { "Any", new DateOnly(2026, 1, 31), "\"2026-01-31\"" },
    };

    public static TheoryData<string, object, string> Refused => new()
    {
        { "Int", "5", "Int cannot represent non-integer value: \"5\"" },
        { "Int", 1.5, "Int cannot represent non-integer value: 1.5" },
        { "Int", 3_000_000_000L, "Int cannot represent non 32-bit signed integer value: 3000000000" },
        { "Int", double.NaN, "Int cannot represent non-integer value: NaN" },
        { "Float", double.PositiveInfinity, "Float cannot represent non numeric value: Infinity" },
        { "Float", "1", "Float cannot represent non numeric value: \"1\"" },
        { "Boolean", "true", "Boolean cannot represent a non boolean value: \"true\"" },
        { "ID", true, "ID cannot represent value: true" },
        { "Color", "PURPLE", "Enum \"Color\" cannot represent value: \"PURPLE\"" },
        { "[Int]", 5, "Expected Iterable, but did not find one for field \"Query.f\"." },
        { "[String]", "text", "Expected Iterable, but did not find one for field \"Query.f\"." },
        { "Any", new Uri("http://localhost"), "Internal error" },
        { "Any", double.NaN, "Internal error" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public async Task A_value_is_written_as(string type, object value, string json) =>
        Assert.Equal("{\"data\":{\"f\":" + json + "}}", await Run.JsonAsync(Build(type, value), "{ f }"));

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_value_that_does_not_fit_its_type_fails_the_field(string type, object value, string message)
    {
        var result = await Run.ResultAsync(Build(type, value), "{ f }");
        var error = Assert.Single(result.Errors);
        Assert.Equal(message, error.Message);
        Assert.Equal("f", error.Path!.ToString());
        using var json = JsonDocument.Parse(result.ToJson());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("data").GetProperty("f").ValueKind);
    }

    [Fact]
    public async Task A_sequence_of_unknown_length_is_a_list()
    {
        static IEnumerable<object?> Count()
        {
            for (var i = 0; i < 3; i++)
                yield return i;
        }

        Assert.Equal("""{"data":{"f":[0,1,2]}}""", await Run.JsonAsync(Build("[Int!]!", Count()), "{ f }"));
    }

    [Fact]
    public async Task A_sequence_that_fails_half_way_fails_its_field_alone()
    {
        static IEnumerable<object?> Fail()
        {
            yield return 1;
            throw new InvalidOperationException("half way");
        }

        var schema = new SchemaBuilder();
        schema.Object("Query").Field("f", "[Int]").Resolve(_ => Fail());
        schema.Object("Query").Field("g", "Int").Resolve(_ => 2);
        var result = await Run.ResultAsync(schema.Build(), "{ f g }");
        Assert.Equal("Internal error", Assert.Single(result.Errors).Message);
        Assert.EndsWith("""{"f":null,"g":2}}""", result.ToJson(), StringComparison.Ordinal);
    }

    private static Schema Build(string type, object value)
    {
        var schema = new SchemaBuilder();
        schema.Scalar(new ScalarType("Any", null, v => v, json => json.Clone()));
        schema.Enum("Color").Value("RED");
        schema.Object("Query").Field("f", type).Resolve(_ => value);
        return schema.Build();
    }
}
