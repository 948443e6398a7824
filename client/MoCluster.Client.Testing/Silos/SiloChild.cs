using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace MoCluster.Client.Testing.Silos;

/// <summary>
/// One life of a silo's process. It is killed when it is disposed, and when the process of the tests ends. On Unix it is started by a shell that kills it when its
/// own input ends, so that it does not outlive tests that are killed themselves.
/// </summary>
internal sealed partial class SiloChild : IAsyncDisposable
{
    /// <summary>Starts a program; the shell lets go of its outputs, so that they end with the program, and kills it when nobody holds the shell's input any more.</summary>
    private const string Guard = "\"$@\" </dev/null & exec >/dev/null 2>&1; read -r _; kill -9 $!";

    private static readonly ConcurrentDictionary<SiloChild, bool> s_alive = [];

    private readonly Process _process;
    private readonly Action<string> _log;
    private readonly Task _drained;

    static SiloChild() => AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
    {
        foreach (var child in s_alive.Keys)
            child.Kill();
    };

    private SiloChild(Process process, Action<string> log)
    {
        (_process, _log) = (process, log);
        s_alive[this] = true;
        _drained = DrainAsync();
    }

    /// <summary>Where the silo listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts a silo, and waits until it is ready.</summary>
    /// <param name="program">The path of its program.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="log">Is told each line of its log.</param>
    /// <param name="cancellation">Ends the wait; the silo is killed.</param>
    /// <exception cref="InvalidOperationException">The silo ended instead.</exception>
    public static async Task<SiloChild> StartAsync(string program, IEnumerable<string> settings, Action<string> log, CancellationToken cancellation)
    {
        var child = new SiloChild(Process.Start(NewStart(program, settings))!, log);
        try
        {
            var said = new StringBuilder();
            while (await child._process.StandardOutput.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
            {
                if (Ready().Match(line) is { Success: true } ready)
                {
                    child.Address = new Uri(ready.Groups["address"].Value);
                    return child;
                }

                said.AppendLine(line);
            }

            await child._drained.WaitAsync(cancellation).ConfigureAwait(false);
            throw new InvalidOperationException($"The silo ended instead of getting ready. {said}".TrimEnd());
        }
        catch
        {
            await child.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        await _drained.ConfigureAwait(false);
        s_alive.TryRemove(this, out _);
        _process.Dispose();
    }

    private static ProcessStartInfo NewStart(string program, IEnumerable<string> settings)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } given ? given : "dotnet";
        var (first, arguments) = OperatingSystem.IsWindows()
            ? (host, [program, .. settings])
            : ("/bin/sh", new[] { "-c", Guard, "silo", host, program }.Concat(settings));
        var start = new ProcessStartInfo(first, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };

        // A silo of tests lives for seconds: it needs no heap for each processor and no second compilation, and a killed one leaves no diagnostic pipes.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }

    private void Kill()
    {
        // The end of its input is what the shell waits for.
        _process.StandardInput.Close();
        if (OperatingSystem.IsWindows() && !_process.HasExited)
            _process.Kill();
    }

    private async Task DrainAsync()
    {
        while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
            _log(line);
    }

    [GeneratedRegex("^MoCluster is ready: (?<address>https?://[^/]+)/graphql ")]
    private static partial Regex Ready();
}
