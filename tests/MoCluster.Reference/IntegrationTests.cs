using MoCluster.History.Workload;
using MoCluster.Reference.Node;

namespace MoCluster.Reference;

/// <summary>An integration of OS2mo in another language, which knows nothing of this server, at the path and with the documents of FastRAMQPI.</summary>
public sealed class IntegrationTests(NodeInstallation node)
{
    private const int Plain = 40;
    private static readonly string[] Busy = ["busy"];

    [Fact]
    public async Task An_integration_in_Node_handles_every_event_and_sees_what_failed_again()
    {
        await using var silo = await SiloRun.StartAsync(null, "INSECURE_ENABLE_TESTING_API=true");
        await using var integration = await node.StartPlainAsync("integration.js");
        await integration.AskAsync(new { mo = silo.Address, parallelism = 4 });
        await integration.AskAsync(new { send = Enumerable.Range(0, Plain).Select(i => $"plain-{i}").Append("broken") });
        await integration.AskAsync(new { acknowledged = Plain, failed = 1 });
        await integration.AskAsync(new { send = Busy });
        await integration.AskAsync(new { acknowledged = Plain, failed = 2 });
        await integration.AskAsync(new { reset = true });

        var answer = await integration.AskAsync(new { acknowledged = Plain + 2, failed = 2 });

        var handled = answer.GetProperty("handled").EnumerateArray()
            .Select(each => (Subject: each.GetProperty("subject").GetString()!, Status: each.GetProperty("status").GetInt32(), At: each.GetProperty("at").GetDouble()))
            .ToArray();
        Assert.Equal(0, answer.GetProperty("pending").GetInt32());
        Assert.All(Enumerable.Range(0, Plain), i => Assert.Equal([200], StatusesOf($"plain-{i}")));
        Assert.Equal([500, 204], StatusesOf("broken"));
        Assert.Equal([503, 204], StatusesOf("busy"));
        var busy = handled.First(each => each.Subject == "busy");
        var again = handled.Last(each => each.Subject == "busy");
        Assert.True(again.At - busy.At >= 1_000, $"It was fetched again {again.At - busy.At} ms after a Retry-After of a second.");

        int[] StatusesOf(string subject) => [.. handled.Where(each => each.Subject == subject).Select(each => each.Status)];
    }
}
