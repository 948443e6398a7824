using System.Text.Json;
using Json.Schema;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Silo.Triggers.Http;
using MoCluster.Tests.Architecture;

namespace MoCluster.Tests.Triggers.Http;

/// <summary>What endpoints may register. The schema that the process serves and the reader agree about every entry.</summary>
public sealed class TriggerListTests
{
    private const string Endpoint = "http://hooks:9037";

    private static readonly TriggerList List = new(ObjectCatalogue.BuiltIn, 3);

    private static readonly JsonSchema Schema = JsonSchema.FromText(
        File.ReadAllText(Repository.PathOf("silo", "Triggers", "Http", "trigger-registration.schema.json")));

    [Fact]
    public void The_documented_example_is_read()
    {
        var read = List.Read(Endpoint, JsonElement.Parse(
            """[{"event_type":"ON_BEFORE","request_type":"CREATE","role_type":"org_unit","url":"/triggers/ou/create","timeout":60}]"""));
        var trigger = Assert.Single(read.Value);
        Assert.Equal(new TriggerStage(TriggerEventType.Before, "org_unit", MutationKind.Create), trigger.Stage);
        Assert.Equal(("/triggers/ou/create", TimeSpan.FromSeconds(60), 0, false), (trigger.Url, trigger.Timeout, trigger.Order, trigger.Inline));
    }

    [Fact]
    public void A_trigger_has_one_id_and_is_registered_once()
    {
        const string One = """{"event_type":"ON_AFTER","request_type":"EDIT","role_type":"ituser","url":"/x"}""";
        const string Same = """{"event_type":"ON_AFTER","request_type":"EDIT","role_type":"it","url":"/x","order":3}""";
        const string Other = """{"event_type":"ON_AFTER","request_type":"EDIT","role_type":"it","url":"/y"}""";
        var read = List.Read(Endpoint, JsonElement.Parse($"[{One},{Same},{Other}]")).Value;
        Assert.Equal([("/x", 3), ("/y", 0)], read.OrderBy(trigger => trigger.Url).Select(trigger => (trigger.Url, trigger.Order)));
        var again = List.Read(Endpoint, JsonElement.Parse($"[{One}]")).Value[0];
        Assert.Equal(read.Single(trigger => trigger.Url == "/x").Id, again.Id);
        Assert.NotEqual(again.Id, List.Read("http://other", JsonElement.Parse($"[{One}]")).Value[0].Id);
    }

    [Theory]
    [InlineData("{}", "must be a JSON list")]
    [InlineData("[1]", "[0] is number")]
    [InlineData("[{},{},{},{}]", "at most 3")]
    public void Something_else_is_refused(string json, string said) =>
        Assert.Contains(said, List.Read(Endpoint, JsonElement.Parse(json)).Refusal!.Message, StringComparison.Ordinal);

    [Fact]
    public void The_reader_and_the_schema_agree()
    {
        var values = new Dictionary<string, string?[]>
        {
            ["event_type"] = ["\"ON_BEFORE\"", "\"ON_AFTER\"", "\"on_before\"", "0", "null", null],
            ["request_type"] = ["\"CREATE\"", "\"DELETE\"", "\"REFRESH\"", "\"PATCH\"", "1", null],
            ["role_type"] = [.. ObjectCatalogue.BuiltIn.Types.SelectMany(type => new[] { $"\"{type.RoleType}\"", $"\"{type.Name}\"" }), "\"\"", "\"unit\"", "{}", null],
            ["url"] = ["\"/\"", "\"/a/b\"", $"\"/{new string('x', 1023)}\"", $"\"/{new string('x', 1024)}\"", "\"a\"", "\"\"", "null", null],
            ["timeout"] = ["0", "1", "60", "1.0", "1.5", "-1", "2147483648", "\"1\"", "null", null],
            ["order"] = ["-5", "0", "7", "7.5", "2147483648", "true", "null", null],
            ["inline"] = ["true", "false", "0", "\"true\"", "null", null],
            ["unknown"] = ["1", null],
        };
        foreach (var (varied, choices) in values)
        {
            foreach (var choice in choices)
            {
                var fields = values.Where(other => other.Key != varied).Select(other => (other.Key, Value: other.Value[0]))
                    .Append((Key: varied, Value: choice)).Where(field => field.Value is not null);
                var json = $"{{{string.Join(',', fields.Select(field => $"\"{field.Key}\":{field.Value}"))}}}";
                var read = List.Read(Endpoint, JsonElement.Parse($"[{json}]"));
                Assert.True(Schema.Evaluate(JsonElement.Parse(json)).IsValid == read.Succeeded, $"{json}: {read.Refusal?.Message}");
                if (!read.Succeeded)
                    Assert.StartsWith($"[0].{varied} ", read.Refusal.Message, StringComparison.Ordinal);
            }
        }
    }
}
