using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace MoCluster.History.Workload;

/// <summary>
/// One life of a silo, started as a user would start it: a process of its own on a free port. Killed when it is disposed of, and at the
/// latest when the process of the tests ends.
/// </summary>
public sealed partial class SiloRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The silo that was built with the tests, unless another build of it is named.</summary>
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

    /// <summary>Speaks to it; unauthenticated, on loopback.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>The line that it printed when it was ready.</summary>
    public string ReadyLine { get; private set; } = "";

    /// <summary>Where it listens.</summary>
    public Uri Address => Http.BaseAddress!;

    /// <summary>The process's id, for signals.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether it has not ended.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>What it logged so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts it over a store in memory, or over the journal of a directory, and waits until it says that it is ready.</summary>
    /// <param name="directory">The journal's directory; null for a store in memory.</param>
    /// <param name="settings">Further settings, each <c>KEY=VALUE</c>.</param>
    /// <exception cref="InvalidOperationException">It said something else, or ended.</exception>
    /// <exception cref="OperationCanceledException">It said nothing within a minute.</exception>
    public static Task<SiloRun> StartAsync(string? directory, params string[] settings)
    {
        string[] store = directory is null ? ["Store:Kind=Memory"] : ["Store:Kind=Journal", $"Store:Directory={directory}"];
        return StartOverAsync([.. store, .. settings]);
    }

    /// <summary>Starts it with settings that name its store themselves, and waits until it says that it is ready.</summary>
    /// <param name="settings">The settings, each <c>KEY=VALUE</c>; the address is a free port unless they say otherwise.</param>
    /// <exception cref="InvalidOperationException">It said something else, or ended.</exception>
    /// <exception cref="OperationCanceledException">It said nothing within a minute.</exception>
    public static Task<SiloRun> StartOverAsync(params string[] settings) => StartBuildAsync(Program, settings);

    /// <summary>Starts another build of the silo.</summary>
    /// <param name="program">Its <c>MoCluster.Silo.dll</c>.</param>
    /// <param name="settings">The settings.</param>
    public static async Task<SiloRun> StartBuildAsync(string program, params string[] settings)
    {
        var run = Launch(["urls=http://127.0.0.1:0", .. settings], program);
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            var line = await run._process.StandardOutput.ReadLineAsync(patience.Token);
            var match = Ready().Match(line ?? "");
            if (!match.Success)
                throw new InvalidOperationException($"The silo printed «{line}» instead of where it is ready. Its log:\n{run.Log}");
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

    /// <summary>Runs it to its end, for starts that are meant to fail.</summary>
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

    /// <summary>A client of it, which accepts any answer and waits as long as the longest fetch.</summary>
    /// <param name="address">Where the silo listens.</param>
    public static HttpClient CreateClient(Uri address)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return client;
    }

    /// <summary>Ends it as a power cut would, but for what the system's own memory still writes.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Asks it to stop, as Ctrl-C and service managers do.</summary>
    /// <returns>Its exit code and how long it took.</returns>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync()
    {
        var started = Stopwatch.GetTimestamp();
        using (var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await signal.WaitForExitAsync();
        await EndAsync();
        return (_process.ExitCode, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Waits until it has ended of itself.</summary>
    /// <returns>Its exit code.</returns>
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
            // OpenTelemetry's variables are of the environment, everywhere.
            if (argument.StartsWith("OTEL_", StringComparison.Ordinal) && argument.Split('=', 2) is [var name, var value])
                start.Environment[name] = value;
            else
                start.ArgumentList.Add(argument);
        }

        // One that is killed would leave its debugger's pipes behind.
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
