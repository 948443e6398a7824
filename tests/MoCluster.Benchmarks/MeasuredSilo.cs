using System.Diagnostics;
using System.Globalization;

namespace MoCluster.Benchmarks;

/// <summary>
/// A silo in a separate process, which reports the resources that it has used, so that those of the client are not counted. Its store is
/// deleted with it.
/// </summary>
internal sealed class MeasuredSilo : IAsyncDisposable
{
    /// <summary>The argument with which this program runs as the silo's process.</summary>
    public const string Verb = "serve";

    private readonly string _directory = System.IO.Directory.CreateTempSubdirectory("mocluster-bench-").FullName;
    private readonly Process _process;

    /// <summary>Starts the process. Its store is in <see cref="Directory"/>, unless the settings name one.</summary>
    private MeasuredSilo(IEnumerable<KeyValuePair<string, string>> environment, string[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(MeasuredSilo).Assembly.Location, Verb, "urls=http://127.0.0.1:0", .. StoreOf(settings), .. settings])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
    }

    public HttpClient Http { get; private set; } = null!;

    /// <summary>The process.</summary>
    public Process Process => _process;

    /// <summary>The directory of its embedded store.</summary>
    public string Directory => _directory;

    public static Task<MeasuredSilo> StartAsync() => StartAsync([]);

    /// <summary>Starts a silo with environment variables.</summary>
    /// <param name="environment">The variables.</param>
    /// <param name="settings">Further settings, such as another store.</param>
    public static async Task<MeasuredSilo> StartAsync(IEnumerable<KeyValuePair<string, string>> environment, params string[] settings)
    {
        var silo = new MeasuredSilo(environment, settings);
        var line = await silo._process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The silo ended before it was ready.");
        var from = line.IndexOf("http://", StringComparison.Ordinal);
        silo.Http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = new Uri(line[from..line.IndexOf("/graphql", StringComparison.Ordinal)]) };
        return silo;
    }

    /// <summary>
    /// Runs the silo in this process until its input ends, and answers each line of input with the resources used so far.
    /// </summary>
    public static async Task<int> ServeAsync(string[] settings)
    {
        var silo = Silo.SiloProcess.RunAsync(settings, Silo.Program.Build, Console.Out, Console.Error);
        while (true)
        {
            var asked = Task.Run(Console.In.ReadLine);
            if (await Task.WhenAny(silo, asked) == silo)
                return await silo;
            if (await asked is null)
                return 0;
            var used = Used.ByThisProcess();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{used.Bytes} {used.Cpu.Ticks}"));
        }
    }

    /// <summary>The resources that the process has used since it started.</summary>
    public async Task<Used> UsedAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
        var line = (await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The silo ended.")).Split(' ');
        return new Used(long.Parse(line[0], CultureInfo.InvariantCulture), TimeSpan.FromTicks(long.Parse(line[1], CultureInfo.InvariantCulture)));
    }

    private IEnumerable<string> StoreOf(string[] settings) =>
        settings.Any(setting => setting.StartsWith("Store:", StringComparison.Ordinal)) ? [] : EmbeddedStore.Settings(_directory);

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        System.IO.Directory.Delete(_directory, recursive: true);
    }
}
