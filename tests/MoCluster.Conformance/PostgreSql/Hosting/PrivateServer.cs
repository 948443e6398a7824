using System.Diagnostics;
using System.Globalization;
using System.Net;
using MoCluster.Silo.Cluster;

namespace MoCluster.Conformance.PostgreSql.Hosting;

/// <summary>
/// A PostgreSQL server of the tests' own. It is made in a temporary directory from the installed binaries, listens on loopback only, and
/// ends with the process that made it. PostgreSQL refuses to run as root, so root runs it as the user <c>postgres</c>.
/// </summary>
public sealed class PrivateServer : IAsyncDisposable
{
    private const string Superuser = "tests";
    private readonly string _directory;
    private readonly string _binaries;
    private readonly string[] _settings;
    private readonly int _port = FreePort.Find(IPAddress.Loopback);
    private Process? _process;

    private PrivateServer(string directory, string binaries, string[] settings)
    {
        _directory = directory;
        _binaries = binaries;
        _settings = settings;
    }

    /// <summary>Connects as a superuser, who owns the tests' objects.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Database=postgres;Username={Superuser}";

    /// <summary>Why no server can be started here; null when one can.</summary>
    public static string? Obstacle()
    {
        if (OperatingSystem.IsWindows())
            return "a private PostgreSQL server is started on Unix only; set MOCLUSTER_TEST_POSTGRES to a connection string";
        if (FindBinaries() is null)
            return "PostgreSQL 15 or later is not installed (no initdb); install it, or set MOCLUSTER_TEST_POSTGRES to a connection string";
        if (Environment.UserName == "root" && !File.Exists("/usr/bin/setpriv"))
            return "PostgreSQL does not run as root, and setpriv is not there to become somebody else; set MOCLUSTER_TEST_POSTGRES";
        return null;
    }

    /// <summary>Creates and starts a server.</summary>
    /// <param name="settings">Settings besides the tests' own, each <c>name=value</c>.</param>
    public static Task<PrivateServer> StartAsync(params string[] settings) => StartAsync([], settings);

    /// <summary>Creates and starts a server whose write-ahead log is in another directory, in segments of one megabyte.</summary>
    /// <param name="directory">The directory, which is created.</param>
    /// <param name="settings">Settings besides the tests' own, each <c>name=value</c>.</param>
    public static Task<PrivateServer> StartWithLogAsync(string directory, params string[] settings) =>
        StartAsync(["--waldir", directory, "--wal-segsize=1"], settings);

    private static async Task<PrivateServer> StartAsync(string[] made, string[] settings)
    {
        var directory = Directory.CreateTempSubdirectory("mo-pg-").FullName;
        var server = new PrivateServer(directory, FindBinaries()!, settings);
        try
        {
            if (Environment.UserName == "root")
                await RunAsync("/usr/bin/chown", ["postgres:postgres", directory]).ConfigureAwait(false);
            var (program, arguments) = server.Command(
                dies: false, "initdb", ["-D", server.Data, "-U", Superuser, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync", .. made]);
            await RunAsync(program, arguments).ConfigureAwait(false);
            await server.StartProcessAsync().ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits until the server has ended by itself.</summary>
    public async Task EndedAsync(CancellationToken cancellation)
    {
        await _process!.WaitForExitAsync(cancellation).ConfigureAwait(false);
        _process = null;
    }

    /// <summary>Starts the server again after <see cref="KillAsync"/> or <see cref="EndedAsync"/>.</summary>
    public Task RestartAsync() => StartProcessAsync();

    /// <summary>Ends the server at once, like a crash; the next start recovers what was committed.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;

        // The server is a child of this process, whichever user it runs as. SIGQUIT makes it stop immediately.
        await RunAsync("/bin/kill", ["-QUIT", process.Id.ToString(CultureInfo.InvariantCulture)]).ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
    }

    /// <summary>Runs one of PostgreSQL's own programs on this server to its end, as its superuser.</summary>
    /// <param name="program">For example <c>pg_dump</c>.</param>
    /// <param name="arguments">Its arguments, except those that name the server.</param>
    /// <exception cref="InvalidOperationException">It failed; the message says how.</exception>
    public Task RunToolAsync(string program, params string[] arguments) => RunAsync(
        Path.Combine(_binaries, program),
        ["--host=127.0.0.1", $"--port={_port.ToString(CultureInfo.InvariantCulture)}", $"--username={Superuser}", .. arguments]);

    /// <summary>
    /// How much processor time the server and its backends have used, on Linux. Unlike elapsed time, a busy machine does not distort it.
    /// </summary>
    public TimeSpan CpuTime()
    {
        var server = _process?.Id.ToString(CultureInfo.InvariantCulture);
        var ticks = 0L;
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            string stat;
            try
            {
                stat = File.ReadAllText(Path.Combine(process, "stat"));
            }
            catch (IOException)
            {
                continue; // It ended meanwhile; its time counts for its parent.
            }

            // The fields after the name, which may contain anything, are: state, parent, …; the 12th to the 15th are its times and those of
            // its ended children.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            if (fields[1] == server)
                ticks += long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            else if (Path.GetFileName(process) == server)
                ticks += fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        }

        return TimeSpan.FromMilliseconds(ticks * 10);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync().ConfigureAwait(false);
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }

    private string Data => Path.Combine(_directory, "data");

    private static string? FindBinaries()
    {
        var candidates = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql")
                .Where(path => int.TryParse(Path.GetFileName(path), out var version) && version >= 15)
                .OrderByDescending(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
                .Select(path => Path.Combine(path, "bin"))
            : [];
        return candidates
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(path => path.Length > 0 && File.Exists(Path.Combine(path, "initdb")));
    }

    private static async Task RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(Quiet(program, arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error}{await output.ConfigureAwait(false)}");
    }

    private static ProcessStartInfo Quiet(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = "/",
    };

    /// <summary>How a program of PostgreSQL is started.</summary>
    /// <param name="dies">
    /// Whether it ends with the thread that starts it. Only for the server, whose thread stays: a thread of the pool may end at any time.
    /// </param>
    /// <param name="binary">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    private (string Program, string[] Arguments) Command(bool dies, string binary, params string[] arguments)
    {
        var path = Path.Combine(_binaries, binary);
        if (Environment.UserName != "root")
            return (path, arguments);

        // setpriv replaces itself by the program: its process id is the server's, and the server dies with this process even when that is
        // killed.
        string[] end = dies ? ["--pdeathsig=QUIT"] : [];
        return ("/usr/bin/setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", .. end, path, .. arguments]);
    }

    private static void Run(Process process, TaskCompletionSource ready)
    {
        try
        {
            process.Start();
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            process.WaitForExit();
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            ready.TrySetException(exception);
        }
    }

    private async Task StartProcessAsync()
    {
        string[] all =
        [
            "listen_addresses=127.0.0.1",
            $"port={_port}",
            $"unix_socket_directories={_directory}",
            "max_connections=200",
            "shared_buffers=256MB",
            "max_wal_size=4GB",
            "autovacuum_naptime=10s",
            .. _settings,
        ];
        var (program, arguments) = Command(dies: true, "postgres", ["-D", Data, .. all.SelectMany(setting => new[] { "-c", setting })]);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        var process = new Process { StartInfo = Quiet(program, arguments), EnableRaisingEvents = true };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                return;
            lock (said)
                said.Add(line.Data);
            if (line.Data.Contains("ready to accept connections", StringComparison.Ordinal))
                ready.TrySetResult();
        };
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"postgres ended with {process.ExitCode}."));
        _process = process;

        // The order to die with the parent is bound to the thread that started the server, so this thread stays until the server has ended.
        new Thread(() => Run(process, ready)) { IsBackground = true, Name = "PostgreSQL" }.Start();
        try
        {
            await ready.Task.WaitAsync(TimeSpan.FromMinutes(1)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            lock (said)
                throw new InvalidOperationException($"PostgreSQL did not start: {string.Join('\n', said.TakeLast(20))}", exception);
        }
    }
}
