using System.Net.Http.Json;
using System.Text.Json;
using MoCluster.History.Workload;
using MoCluster.Silo.Configuration;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Protocol;

/// <summary>The limits of operations, set as an operator would and exceeded over HTTP.</summary>
public sealed class OperationLimitTests
{
    /// <summary>Each limit with a document just beyond it.</summary>
    private static readonly (string Key, string Value, string Document)[] Limits =
    [
        ("MaxDocumentLength", "1000", "{ __typename }" + new string(' ', 1_000)),
        ("MaxTokens", "100", "{ " + Repeat("a ", 100) + "}"),
        ("MaxParserDepth", "10", Repeat("{ me ", 11) + Repeat("}", 11)),
        ("MaxOperations", "2", Repeat("query Q { __typename } ", 3)),
        ("MaxDepth", "4", "{ __schema { types { fields { type { name } } } } }"),
        ("MaxSelectionNesting", "6", Repeat("{ ... ", 6) + "{ __typename " + Repeat("}", 7)),
        ("MaxFields", "8", "{ " + Repeat("__typename ", 9) + "}"),
        ("MaxAliases", "2", "{ a: __typename b: __typename c: __typename }"),
        ("MaxDirectives", "2", "{ " + Repeat("__typename @skip(if: true) ", 3) + "}"),
        ("MaxFragmentSpreads", "3", "{ ...A ...A } fragment A on Query { ...B } fragment B on Query { __typename }"),
        ("MaxVariables", "1", "query ($a: int, $b: int) { persons(limit: $a) { __typename } classes(limit: $b) { __typename } }"),
        ("MaxFieldComparisons", "10", "{ " + Repeat("__typename ", 6) + "}"),
        ("MaxResultValues", "100", "{ __schema { types { name } } }"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_limit_of_operations_is_a_setting_that_its_refusal_names()
    {
        await using var run = await SiloRun.StartAsync(null, [.. Limits.Select(limit => $"GraphQL:{limit.Key}={limit.Value}")]);
        foreach (var (key, _, document) in Limits)
        {
            var error = (await AskAsync(run, document)).GetProperty("errors")[0];
            Assert.True(error.Code() == "LIMIT_EXCEEDED", $"{key}: {error}");
            Assert.Contains($"limit {key}", error.Message(), StringComparison.Ordinal);
        }

        var within = await AskAsync(run, "query ($n: int = 5) { a: __typename b: persons(limit: $n) { __typename @skip(if: false) } }");
        Assert.False(within.TryGetProperty("errors", out var errors), errors.ToString());
    }

    [Fact]
    public void Every_setting_of_operations_is_tested_here()
    {
        // Two settings limit no operation: how much is kept, and the errors beyond the limit, which the answer counts. Time has a test of
        // its own.
        string[] others = ["MaxErrors", "MaxDuration", "CachedDocuments", "CachedDocumentBytes"];
        var settings = SettingsTable.Sections.Single(section => section.Name == "GraphQL").Settings.Select(setting => setting.Property.Name);
        Assert.Equal(settings.Order(), Limits.Select(limit => limit.Key).Concat(others).Order());
    }

    [Fact]
    public async Task An_operation_that_takes_too_long_is_ended()
    {
        await using var run = await SiloRun.StartAsync(null, "GraphQL:MaxDuration=00:00:00.020", "Api:MaxWait=00:00:00");
        var part = "fields { name description args { name description defaultValue } }";
        var slow = string.Concat(Enumerable.Range(0, 200).Select(i => $"t{i}: types {{ {part} }} "));
        var answer = await AskAsync(run, $"{{ __schema {{ {slow} }} }}");
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal("LIMIT_EXCEEDED", error.Code());
        Assert.Contains("limit MaxDuration is 00:00:00.02", error.Message(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("data").ValueKind);
    }

    [Fact]
    public async Task A_body_beyond_its_limit_is_refused_with_the_name_of_the_setting()
    {
        await using var run = await SiloRun.StartAsync(null, "Api:MaxBodyBytes=2000");
        var answer = await AskAsync(run, "{ __typename }" + new string(' ', 2_000));
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal("PAYLOAD_TOO_LARGE", error.Code());
        Assert.Contains("2000 bytes, the limit of Api:MaxBodyBytes", error.Message(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> AskAsync(SiloRun run, string query)
    {
        using var response = await run.Http.PostAsJsonAsync("/graphql", new { query }, Cancellation);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
