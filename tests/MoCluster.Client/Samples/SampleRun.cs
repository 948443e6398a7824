using System.Diagnostics;
using System.Text;

namespace MoCluster.Client.Tests.Samples;

/// <summary>A sample as a process of its own.</summary>
internal sealed class SampleRun : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Task _drained;

    private SampleRun(Process process)
    {
        _process = process;
        _drained = DrainAsync();
    }

    /// <summary>What the process said to its error output.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>Starts a sample.</summary>
    /// <param name="name">The name of its assembly.</param>
    /// <param name="settings">Its settings, each <c>--KEY=VALUE</c>.</param>
    public static SampleRun Start(string name, params string[] settings) =>
        StartAt(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"), Path.GetTempPath(), settings);

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its assembly.</param>
    /// <param name="folder">The folder with its <c>appsettings.json</c>.</param>
    /// <param name="settings">Its settings, each <c>--KEY=VALUE</c>.</param>
    public static SampleRun StartAt(string program, string folder, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. settings])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };

        // A process that is killed would leave its diagnostic pipes behind.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new SampleRun(Process.Start(start)!);
    }

    /// <summary>The next line of its output; null when it has ended.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellation) => await _process.StandardOutput.ReadLineAsync(cancellation);

    /// <summary>Reads until a line has a part.</summary>
    public async Task SeenAsync(string part, CancellationToken cancellation)
    {
        while (await ReadLineAsync(cancellation) is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"The sample ended without saying «{part}»:\n{Errors}");
    }

    /// <summary>Kills it: it can do nothing more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        await _drained;
        _process.Dispose();
    }

    private async Task DrainAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errors)
                _errors.AppendLine(line);
        }
    }
}
