using System.Net;
using System.Net.Sockets;

namespace MoCluster.Client.Tests.Faults;

/// <summary>A call that cannot be done ends when its time is over, and says what the last attempt failed for.</summary>
public sealed class UnreachableServerTests
{
    [Fact]
    public async Task A_call_to_a_server_that_is_away_ends_in_its_time_and_says_why()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = new Uri($"http://{taken.LocalEndpoint}");
        taken.Stop();
        await using var client = MoClient.Connect(address, new MoClientOptions { Timeout = TimeSpan.FromMilliseconds(300), RetryDelay = TimeSpan.FromMilliseconds(10) });
        var failure = await Assert.ThrowsAsync<MoException>(() => client.Namespaces.DeclareAsync("away", cancellationToken: TestContext.Current.CancellationToken));
        Assert.True(failure.IsRetriable);
        // The end of the time may have cut the last attempt off.
        Assert.Contains(failure.Code, (string[])[MoErrorCode.Unavailable, MoErrorCode.OutcomeUnknown]);
        Assert.Contains(address.Authority, failure.Message, StringComparison.Ordinal);
    }
}
