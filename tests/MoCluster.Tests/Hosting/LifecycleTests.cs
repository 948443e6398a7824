using System.Net.Sockets;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MoCluster.Grains.Storage;
using MoCluster.History.Workload;
using MoCluster.Silo;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Cluster;
using MoCluster.Silo.Storage;
using MoCluster.Stores.Memory;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Hosting;

/// <summary>How the process starts, refuses to start, and stops.</summary>
public sealed class LifecycleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_stops_cleanly_when_asked_to()
    {
        await using var run = await SiloRun.StartAsync(null);
        Assert.EndsWith("store Memory)", run.ReadyLine, StringComparison.Ordinal);
        var (exitCode, took) = await run.StopAsync();
        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.DoesNotContain("fail:", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_port_for_health_answers_health_from_everywhere_and_nothing_else()
    {
        var port = FreePort.Find(IPAddress.Loopback);
        await using var run = await SiloRun.StartAsync(null, $"Api:HealthPort={port}");
        Assert.NotEqual(port, run.Address.Port);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/health/ready") { Headers = { Host = "pod-1.example" } };
        using var ready = await run.Http.SendAsync(request, Cancellation);
        Assert.Equal("ready\n", await ready.Content.ReadAsStringAsync(Cancellation));
        Assert.Contains("# TYPE mocluster_listeners_awake gauge\n", await run.Http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"), Cancellation), StringComparison.Ordinal);
        foreach (var path in new[] { "/graphql", "/", "/healthy", "/metrics/more", "/graphql/schema.graphql" })
        {
            using var other = await run.Http.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"), Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        }
    }

    [Fact]
    public async Task A_port_in_use_is_reported_in_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (exitCode, output, errors) = await SiloRun.RunToEndAsync("Store:Kind=Memory", $"urls=http://127.0.0.1:{port}");
        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        var line = Assert.Single(errors.Trim().Split('\n'));
        Assert.Contains($"{port} is taken by another process", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_in_use_by_another_process_is_reported_in_one_sentence()
    {
        using var directory = new TemporaryDirectory();
        await using var first = await SiloRun.StartAsync(directory.Path);
        var (exitCode, output, errors) = await SiloRun.RunToEndAsync("urls=http://127.0.0.1:0", $"Store:Directory={directory.Path}");
        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.Contains(
            $"MoCluster cannot start: The store in '{directory.Path}' is in use by another process", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Equal("ready\n", await first.Http.GetStringAsync("/health/ready", Cancellation));
    }

    [Fact]
    public async Task A_damaged_store_is_reported_in_one_sentence()
    {
        using var directory = new TemporaryDirectory();
        await using (var first = await SiloRun.StartAsync(directory.Path))
            await first.StopAsync();
        var files = Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 8);
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file, Cancellation);
            bytes[4] ^= 0xFF;
            await File.WriteAllBytesAsync(file, bytes, Cancellation);
        }

        var (exitCode, output, errors) = await SiloRun.RunToEndAsync("urls=http://127.0.0.1:0", $"Store:Directory={directory.Path}");
        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.Contains("MoCluster cannot start: ", errors, StringComparison.Ordinal);
        Assert.Contains(directory.Path, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_out_of_reach_is_reported_in_one_sentence()
    {
        var (exitCode, output, errors) = await SiloRun.RunToEndAsync(
            "urls=http://127.0.0.1:0", "Store:Kind=PostgreSql", "PostgreSql:GiveUpAfter=00:00:01",
            "Store:ConnectionString=Host=127.0.0.1;Port=1;Username=nobody;Password=secret");
        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.Contains("MoCluster cannot start: PostgreSQL cannot be used (", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_setting_refuses_the_start()
    {
        var (exitCode, output, errors) = await SiloRun.RunToEndAsync("Store:Knid=Memory");
        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.Equal("MoCluster cannot start: Store:Knid is not a setting of MoCluster; did you mean Store:Kind?\n", errors);
    }

    [Fact]
    public async Task Until_it_is_ready_only_health_is_answered()
    {
        var commandLine = CommandLine.Parse(["urls=http://127.0.0.1:0", "Store:Kind=Memory", "Logging:LogLevel:Default=None"]);
        var builder = SiloProcess.CreateBuilder(commandLine);
        var opening = new SlowOpening();
        builder.Services.AddSingleton<IStoreOpening>(opening);
        await using var app = Program.Build(builder, Settings.Read(builder.Configuration, commandLine));
        var started = app.StartAsync(Cancellation);
        await opening.Begun; // The port is bound by now.
        using var http = SiloRun.CreateClient(new Uri(app.Urls.First()));

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/health/ready", Cancellation)).StatusCode);
        foreach (var path in new[] { "/graphql?query={__typename}", "/graphql/schema.graphql", "/v1/openapi.json", "/nowhere" })
        {
            using var response = await http.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter!.Delta);
            var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("errors")[0];
            Assert.Equal("UNAVAILABLE", error.Code());
            Assert.Contains("starting", error.Message(), StringComparison.Ordinal);
            Assert.True(error.GetProperty("extensions").GetProperty("retriable").GetBoolean());
        }

        opening.End();
        await started;
        Assert.Equal("ready\n", await http.GetStringAsync("/health/ready", Cancellation));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/v1/openapi.json", Cancellation)).StatusCode);
        await app.StopAsync(Cancellation);
    }

    /// <summary>Opens a store when the test tells it to.</summary>
    private sealed class SlowOpening : IStoreOpening
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public void End() => _ended.SetResult();

        public async Task<IStore> OpenAsync(CancellationToken cancellation)
        {
            _begun.SetResult();
            await _ended.Task.WaitAsync(cancellation);
            return new MemoryStore(TimeProvider.System, Guid.NewGuid());
        }
    }
}
