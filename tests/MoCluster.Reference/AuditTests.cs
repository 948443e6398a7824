using MoCluster.Reference.Node;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Reference;

/// <summary>Runs the audit of graphql-http, the reference implementation of GraphQL over HTTP, against a silo.</summary>
public sealed class AuditTests(NodeInstallation node, SharedSilo silo)
{
    /// <summary>How many checks the pinned version makes. An audit with fewer checks would prove less.</summary>
    private const int Checks = 61;

    [Fact]
    public async Task Every_check_of_the_audit_passes()
    {
        await using var reference = await node.StartAsync("audit.js");
        var run = await silo.RunAsync();
        var answer = await reference.AskAsync(new { url = new Uri(run.Address, "/graphql") });

        var audits = answer.GetProperty("audits").EnumerateArray().ToArray();
        Assert.Equal(Checks, audits.Length);
        Assert.Contains(audits, audit => audit.GetProperty("name").GetString()!.StartsWith("MUST ", StringComparison.Ordinal));
        // The SHOULD and MAY checks pass too. A check that is to fail on purpose must be listed here and in silo/README.md.
        Assert.Empty(audits.Where(audit => audit.GetProperty("status").GetString() != "ok").Select(audit => audit.GetRawText()));
    }
}
