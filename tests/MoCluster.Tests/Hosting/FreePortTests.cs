using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MoCluster.Silo.Cluster;

namespace MoCluster.Tests.Hosting;

public class FreePortTests
{
    private const string Range = "/proc/sys/net/ipv4/ip_local_port_range";

    [Fact]
    public void No_free_port_is_in_the_range_of_ephemeral_ports()
    {
        var first = File.Exists(Range) ? int.Parse(File.ReadAllText(Range).Split()[0], CultureInfo.InvariantCulture) : 49_152;
        Assert.SkipWhen(first < 32_768, $"this machine is configured to use {first} and higher as ephemeral ports");
        Assert.InRange(FreePort.First, 1025, first - FreePort.Count);
    }

    [Fact]
    public void No_port_is_given_twice()
    {
        var given = Enumerable.Range(0, 100).Select(_ => FreePort.Find(IPAddress.Loopback)).ToList();
        Assert.Equal(given.Count, given.Distinct().Count());
        Assert.All(given, port => Assert.InRange(port, FreePort.First, FreePort.First + FreePort.Count - 1));
    }

    [Fact]
    public void A_port_in_use_is_not_given()
    {
        var (taken, free) = (FreePort.Find(IPAddress.Loopback), FreePort.Find(IPAddress.Loopback));
        using var listener = new TcpListener(IPAddress.Loopback, taken);
        listener.Start();
        Assert.Equal(free, FreePort.Find(IPAddress.Loopback, [taken, free]));
        Assert.Throws<InvalidOperationException>(() => FreePort.Find(IPAddress.Loopback, [taken]));
    }
}
