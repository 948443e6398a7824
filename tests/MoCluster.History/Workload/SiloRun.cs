using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace MoCluster.History.Workload;

/// <summary>
/// A silo in a process of its own on a free port, started as a user would start it. Disposing kills it. It is also killed when the process
/// of the tests ends.
/// </summary>
public sealed partial class SiloRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The silo that was built with the tests, unless MOCLUSTER_SILO names another build.</summary>
    private static readonly string Program =
        Environment.GetEnvironmentVariable("MOCLUSTER_SILO") ?? Path.Combine(AppContext.BaseDirectory, "MoCluster.Silo.dll");

    private static readonly ConcurrentDictionary<SiloRun, bool> Running = [];

    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly Task _logged;

    static SiloRun() => AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
    {
        foreach (var run in Running.Keys)
            run._process.Kill();
    };

    private SiloRun(Process process)
    {
        _process = process;
        Running[this] = true;
        _logged = DrainAsync();
    }

    /// <summary>A client of the silo, without authentication, on loopback.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>The line that the silo printed when it was ready.</summary>
    public string ReadyLine { get; private set; } = "";

    /// <summary>The address at which the silo listens.</summary>
    public Uri Address => Http.BaseAddress!;

    /// <summary>The process's id, for signals.</summary>
    public int ProcessId => _process.Id;

    /// <summary>True if the process has not ended.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>The log of the silo so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts a silo over a store in memory or the embedded one in a directory, and waits until it is ready.</summary>
    /// <param name="directory">The store's directory; null for a store in memory.</param>
    /// <param name="settings">Further settings, each <c>KEY=VALUE</c>.</param>
    /// <exception cref="InvalidOperationException">The silo printed something else, or ended.</exception>
    /// <exception cref="OperationCanceledException">The silo printed nothing within a minute.</exception>
    public static Task<SiloRun> StartAsync(string? directory, params string[] settings)
    {
        string[] store = directory is null ? ["Store:Kind=Memory"] : ["Store:Kind=Sqlite", $"Store:Directory={directory}"];
        return StartOverAsync([.. store, .. settings]);
    }

    /// <summary>Starts a silo with settings that name its store, and waits until it is ready.</summary>
    /// <param name="settings">The settings, each <c>KEY=VALUE</c>; the silo listens at a free port unless they set the address.</param>
    /// <exception cref="InvalidOperationException">The silo printed something else, or ended.</exception>
    /// <exception cref="OperationCanceledException">The silo printed nothing within a minute.</exception>
    public static Task<SiloRun> StartOverAsync(params string[] settings) => StartBuildAsync(Program, settings);

    /// <summary>Starts another build of the silo.</summary>
    /// <param name="program">The path of the build's <c>MoCluster.Silo.dll</c>.</param>
    /// <param name="settings">The settings, each <c>KEY=VALUE</c>.</param>
    public static async Task<SiloRun> StartBuildAsync(string program, params string[] settings)
    {
        var run = Launch(["urls=http://127.0.0.1:0", .. settings], program);
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            var line = await run._process.StandardOutput.ReadLineAsync(patience.Token);
            var match = Ready().Match(line ?? "");
            if (!match.Success)
                throw new InvalidOperationException($"The silo printed «{line}» instead of the line that says where it is ready. Its log:\n{run.Log}");
            run.ReadyLine = line!;
            run.Http = CreateClient(new Uri(match.Groups["address"].Value));
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a silo to its end, for starts that are meant to fail.</summary>
    /// <param name="arguments">The command line.</param>
    public static async Task<(int ExitCode, string Output, string Errors)> RunToEndAsync(params string[] arguments)
    {
        await using var run = Launch(arguments);
        using var patience = new CancellationTokenSource(Patience);
        var output = await run._process.StandardOutput.ReadToEndAsync(patience.Token);
        await run._process.WaitForExitAsync(patience.Token);
        await run._logged;
        return (run._process.ExitCode, output, run.Log);
    }

    /// <summary>Makes a client of a silo, which accepts JSON and waits longer than the longest fetch.</summary>
    /// <param name="address">The address at which the silo listens.</param>
    public static HttpClient CreateClient(Uri address)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return client;
    }

    /// <summary>Kills the silo. Unlike a power cut, this keeps what the operating system has not yet written to the disk.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Asks the silo to stop, as service managers do (SIGTERM).</summary>
    /// <returns>The exit code, and how long the stop took.</returns>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync()
    {
        var started = Stopwatch.GetTimestamp();
        using (var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await signal.WaitForExitAsync();
        await EndAsync();
        return (_process.ExitCode, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Waits until the silo has ended by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndedAsync()
    {
        await EndAsync();
        return _process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (!_process.HasExited)
            await KillAsync();
        Running.TryRemove(this, out _);
        _process.Dispose();
    }

    private static SiloRun Launch(string[] arguments, string? program = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(program ?? Program);
        foreach (var argument in arguments)
        {
            // OpenTelemetry reads its settings from environment variables only.
            if (argument.StartsWith("OTEL_", StringComparison.Ordinal) && argument.Split('=', 2) is [var name, var value])
                start.Environment[name] = value;
            else
                start.ArgumentList.Add(argument);
        }

        // A silo that is killed would leave its diagnostic pipes behind.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new SiloRun(Process.Start(start)!);
    }

    private async Task EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        await _logged;
    }

    private async Task DrainAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_log)
                _log.AppendLine(line);
        }
    }

    [GeneratedRegex("^MoCluster is ready: (?<address>http://[^/]+)/graphql \\((engine orleans, )?store .+\\)$")]
    private static partial Regex Ready();
}
