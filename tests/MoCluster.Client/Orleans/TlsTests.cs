using System.Net;
using MoCluster.History.Workload;
using MoCluster.Silo.Cluster;

namespace MoCluster.Client.Tests.OverOrleans;

/// <summary>A gateway with TLS lets in programs with a certificate of the cluster's authority, and no others.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private static readonly TimeSpan Valid = TimeSpan.FromHours(1);

    private readonly TemporaryDirectory _directory = new();
    private readonly int _gateway = FreePort.Find(IPAddress.Loopback);
    private Authority _authority = null!;
    private SiloRun _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _authority = new Authority(_directory.Path, "own");
        var (certificate, key) = _authority.Sign("silo", Valid);
        _silo = await SiloRun.StartAsync(
            directory: null,
            $"Cluster:GatewayPort={_gateway}",
            $"Cluster:TlsCertificate={certificate}",
            $"Cluster:TlsKey={key}",
            $"Cluster:TlsAuthority={_authority.File}");
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _authority.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_program_with_a_certificate_of_the_authority_is_served()
    {
        var (certificate, key) = _authority.Sign("program", Valid);
        await using var orleans = await OrleansRun.StartAsync(_gateway, client => client.UseMoClusterTls(certificate, key, _authority.File));
        await using var mo = MoClusterClient.Connect(orleans.Grains, Guid.NewGuid());
        Assert.Equal("safe", (await mo.DeclareNamespaceAsync("safe", cancellationToken: Cancellation)).Name);
    }

    [Fact]
    public async Task A_program_that_uses_TLS_and_shows_no_certificate_is_not_let_in() => await Assert.ThrowsAnyAsync<OrleansException>(
        () => OrleansRun.StartAsync(_gateway, client => client.UseTls(options => options.AllowAnyRemoteCertificate())));

    [Fact]
    public async Task A_program_without_TLS_is_not_let_in() => await Assert.ThrowsAnyAsync<OrleansException>(() => OrleansRun.StartAsync(_gateway));

    [Fact]
    public async Task A_program_with_a_certificate_of_another_authority_is_not_let_in()
    {
        using var other = new Authority(_directory.Path, "other");
        var (certificate, key) = other.Sign("program", Valid);
        await Assert.ThrowsAnyAsync<OrleansException>(() => OrleansRun.StartAsync(_gateway, client => client.UseMoClusterTls(certificate, key, _authority.File)));
    }

    [Fact]
    public async Task A_program_whose_certificate_has_expired_is_not_let_in()
    {
        var (certificate, key) = _authority.Sign("expired", TimeSpan.FromMinutes(-1));
        await Assert.ThrowsAnyAsync<OrleansException>(() => OrleansRun.StartAsync(_gateway, client => client.UseMoClusterTls(certificate, key, _authority.File)));
    }

    [Fact]
    public async Task A_program_that_trusts_another_authority_does_not_talk_to_the_silo()
    {
        using var other = new Authority(_directory.Path, "trusted");
        var (certificate, key) = _authority.Sign("distrustful", Valid);
        await Assert.ThrowsAnyAsync<OrleansException>(() => OrleansRun.StartAsync(_gateway, client => client.UseMoClusterTls(certificate, key, other.File)));
    }

    [Fact]
    public async Task A_silo_whose_files_cannot_be_used_says_so_and_does_not_start()
    {
        var missing = Path.Combine(_directory.Path, "missing.pem");
        var (exitCode, _, errors) = await SiloRun.RunToEndAsync(
            "Store:Kind=Memory", "urls=http://127.0.0.1:0", $"Cluster:TlsCertificate={missing}", $"Cluster:TlsAuthority={_authority.File}");
        Assert.NotEqual(0, exitCode);
        Assert.Contains(missing, errors, StringComparison.Ordinal);
        Assert.Contains("Cluster:TlsCertificate", errors, StringComparison.Ordinal);
    }
}
