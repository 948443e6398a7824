using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using MoCluster.History.Workload;
using Npgsql;

namespace MoCluster.Faults.PostgreSql;

/// <summary>Objects move between stores with their whole histories: from PostgreSQL to PostgreSQL, and to the embedded store and back.</summary>
[Collection(nameof(AloneCollection))]
public sealed class ImportRoundTripTests
{
    private const int Units = 1_200;
    private const string Facet = "10000000-0000-0000-0000-000000000001";
    private const string Class = "20000000-0000-0000-0000-000000000001";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_export_is_imported_into_every_store_byte_by_byte()
    {
        await using var run = await DatabaseRun.StartAsync();
        var silo = await run.StartSiloAsync();
        await ImportAsync(silo.Http, File());
        foreach (var index in new[] { 1, 7, 700 })
        {
            await AskAsync(silo.Http, $$$"""mutation { org_unit_update(input: {uuid: "{{{Unit(index)}}}", name: "Renamed", validity: {from: "2022-01-01"}}) { uuid } }""");
            await AskAsync(silo.Http, $$"""mutation { org_unit_terminate(input: {uuid: "{{Unit(index)}}", from: "2035-01-01", to: "2036-01-01"}) { uuid } }""");
        }
        await AskAsync(silo.Http, $$"""mutation { org_unit_delete(uuid: "{{Unit(Units - 1)}}") { uuid } }""");
        var exported = await ExportAsync(silo.Http);
        Assert.Equal(Units + 2, exported.Count(letter => letter == '\n'));
        await run.StopAsync(silo);

        await using (var source = NpgsqlDataSource.Create(run.Server.ConnectionString))
            await source.CreateCommand("CREATE DATABASE other").ExecuteNonQueryAsync(Cancellation);
        var other = await run.StartSiloAsync(run.Settings("other"));
        await ImportAsync(other.Http, exported);
        Assert.Equal(exported, await ExportAsync(other.Http));
        await run.StopAsync(other);

        await using var embedded = await SiloRun.StartAsync(null);
        await ImportAsync(embedded.Http, exported);
        Assert.Equal(exported, await ExportAsync(embedded.Http));
    }

    /// <summary>Units in a tree, the lower ones first, so that all wait for the root at the end.</summary>
    private static string File()
    {
        var lines = new StringBuilder();
        for (var index = Units - 1; index >= 0; index--)
        {
            var parent = index is 0 or 1 or 7 or 700 ? "" : $",\"parent\":\"{Unit((index - 1) / 5 is 1 or 7 ? 0 : (index - 1) / 5)}\"";
            lines.Append($$$"""{"type":"org_unit","uuid":"{{{Unit(index)}}}","validities":[{"from":"2021-01-01","values":{"name":"Unit {{{index}}}","org_unit_type":"{{{Class}}}"{{{parent}}}""").Append("}}]}\n");
        }
        return lines.Append(
            $$$$"""
            {"type":"class","uuid":"{{{{Class}}}}","validities":[{"from":"2000-01-01","values":{"name":"Department","user_key":"dep","facet":"{{{{Facet}}}}"}}]}
            {"type":"facet","uuid":"{{{{Facet}}}}","validities":[{"from":"2000-01-01","values":{"user_key":"types"}}]}
            """).ToString();
    }

    private static Guid Unit(int index) => new(unchecked(index * 0x6789ABCD), 0, 0, [3, 0, 0, 0, 0, 0, 0, 1]);

    private static Task<string> ExportAsync(HttpClient http) => http.GetStringAsync(new Uri("/v1/export", UriKind.Relative), Cancellation);

    private static async Task ImportAsync(HttpClient http, string file)
    {
        using var content = new StringContent(file, new UTF8Encoding(false), new MediaTypeHeaderValue("application/x-ndjson"));
        using var response = await http.PostAsync(new Uri("/v1/import", UriKind.Relative), content, Cancellation);
        var answer = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("\"complete\":true", answer, StringComparison.Ordinal);
        Assert.Contains($"\"created\":{Units + 2},", answer, StringComparison.Ordinal);
    }

    private static async Task AskAsync(HttpClient http, string query)
    {
        using var response = await http.PostAsJsonAsync(new Uri("/graphql", UriKind.Relative), new { query }, Cancellation);
        Assert.DoesNotContain("errors", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }
}
