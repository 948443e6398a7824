using System.Globalization;
using System.Net;
using MoCluster.Silo.Cluster;

namespace MoCluster.Faults.Amqp;

/// <summary>
/// A RabbitMQ of the tests' own, in a temporary directory and on free ports, which ends with the process of the tests. The first test that needs it starts it.
/// Its queues are on disk, so they survive a kill.
/// </summary>
public sealed class PrivateBroker : IAsyncDisposable
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const string PortMapper = "/usr/bin/epmd";

    private readonly string _directory = Directory.CreateTempSubdirectory("mo-rabbit-").FullName;
    private readonly int _port = FreePort.Find(IPAddress.Loopback);
    private readonly int _distributionPort = FreePort.Find(IPAddress.Loopback);
    private readonly int _mapperPort = FreePort.Find(IPAddress.Loopback);
    private OwnedProcess? _mapper;
    private OwnedProcess? _broker;

    /// <summary>Why no broker can be started here; null when one can.</summary>
    public static string? Obstacle => !File.Exists(Program) || !File.Exists(PortMapper) ? "RabbitMQ is not installed; install Debian's rabbitmq-server"
        : !OwnedProcess.IsPossible ? "setpriv is not there, which ends the broker with the tests"
        : null;

    /// <summary>The address of the broker.</summary>
    public Uri Address => new($"amqp://guest:guest@127.0.0.1:{_port}/");

    /// <summary>The settings of a silo that publishes to this broker.</summary>
    /// <param name="exchange">The exchange.</param>
    public string[] Settings(string exchange) =>
    [
        "Amqp:Enabled=true", $"AMQP_URL={Address}", $"Amqp:Exchange={exchange}", "Amqp:ReconnectAfter=00:00:00.1", "Amqp:LongestReconnect=00:00:00.5",
    ];

    /// <summary>Starts the broker unless it runs; skips the test where none can be started.</summary>
    public Task NeedAsync()
    {
        Assert.SkipWhen(Obstacle is not null, Obstacle ?? "");
        return StartAsync();
    }

    /// <summary>Starts the broker unless it runs, and waits until it accepts connections.</summary>
    public async Task StartAsync()
    {
        // Erlang would start a port mapper of its own, which would stay.
        _mapper ??= await OwnedProcess.StartAsync(PortMapper, ["-port", Text(_mapperPort)], Environment(), awaited: null);
        _broker ??= await OwnedProcess.StartAsync(Program, ["-noinput"], Environment(), "Server startup complete");
    }

    /// <summary>Kills the broker (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (Interlocked.Exchange(ref _broker, null) is { } broker)
            await broker.DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (_mapper is not null)
            await _mapper.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private Dictionary<string, string> Environment() => new(StringComparer.Ordinal)
    {
        // The cookie of Erlang is written into the home.
        ["HOME"] = _directory,
        ["ERL_EPMD_PORT"] = Text(_mapperPort),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = $"mo{_port}@localhost",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Text(_port),
        ["RABBITMQ_DIST_PORT"] = Text(_distributionPort),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_directory, "data"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(_directory, "log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_PID_FILE"] = Path.Combine(_directory, "pid"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_directory, "plugins"),
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_directory, "none"),
        // The start script replaces itself by the broker: its process id is the broker's.
        ["RABBITMQ_ALLOW_INPUT"] = "true",
    };

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
