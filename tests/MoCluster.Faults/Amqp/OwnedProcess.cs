using System.Diagnostics;
using System.Globalization;

namespace MoCluster.Faults.Amqp;

/// <summary>A program that ends when the process of the tests ends, also when that is killed.</summary>
internal sealed class OwnedProcess : IAsyncDisposable
{
    private const string Keeper = "/usr/bin/setpriv";

    private readonly Process _process;
    private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _output = [];
    private readonly string? _awaited;

    private OwnedProcess(ProcessStartInfo start, string? awaited)
    {
        _awaited = awaited;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
    }

    /// <summary>Whether programs can be tied to this process here.</summary>
    public static bool IsPossible => File.Exists(Keeper);

    /// <summary>What the program printed last.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output.TakeLast(30));
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Its variables, beside those of this process.</param>
    /// <param name="awaited">A part of the line that it prints when it is ready; null to wait for nothing.</param>
    /// <exception cref="InvalidOperationException">It ended before it was ready, or was not ready within two minutes.</exception>
    public static async Task<OwnedProcess> StartAsync(
        string program, string[] arguments, IReadOnlyDictionary<string, string> environment, string? awaited)
    {
        var start = new ProcessStartInfo(Keeper, ["--pdeathsig=KILL", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var owned = new OwnedProcess(start, awaited);

        // The order to end with the parent is bound to the thread that started the program, so this thread stays until the program has ended.
        new Thread(owned.Run) { IsBackground = true, Name = Path.GetFileName(program) }.Start();
        try
        {
            await owned._said.Task.WaitAsync(TimeSpan.FromMinutes(2));
            return owned;
        }
        catch (Exception exception)
        {
            await owned.DisposeAsync();
            throw new InvalidOperationException($"{program} did not start: {owned.Output}", exception);
        }
    }

    /// <summary>Kills the program (SIGKILL).</summary>
    public async Task KillAsync()
    {
        using (var kill = Process.Start("/bin/kill", ["-KILL", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await _ended.Task;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_ended.Task.IsCompleted)
            await KillAsync();
        _process.Dispose();
    }

    private void Run()
    {
        try
        {
            _process.Start();
            _process.BeginErrorReadLine();
            _process.BeginOutputReadLine();
            if (_awaited is null)
                _said.TrySetResult();
            _process.WaitForExit();
            _said.TrySetException(new InvalidOperationException($"It ended with {_process.ExitCode}."));
        }
        catch (Exception exception)
        {
            _said.TrySetException(exception);
        }

        _ended.TrySetResult();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Add(line);
        if (_awaited is not null && line.Contains(_awaited, StringComparison.Ordinal))
            _said.TrySetResult();
    }
}
