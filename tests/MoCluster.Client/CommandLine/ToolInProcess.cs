using System.Diagnostics.CodeAnalysis;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Output;
using MoCluster.History.Workload;

namespace MoCluster.Client.Tests.CommandLine;

/// <summary>Runs the command line in the process of the test, with streams and an environment of its own.</summary>
internal sealed class ToolInProcess : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public ToolInProcess(Uri? server)
    {
        Variables["MOCLUSTER_CONFIG"] = Path.Combine(_directory.Path, "configuration");
        if (server is not null)
            Variables["MOCLUSTER_SERVER"] = server.OriginalString;
    }

    /// <summary>The variables of its environment.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>A folder of its own.</summary>
    public string Folder => _directory.Path;

    /// <summary>The width of the terminal that it writes to; null where it writes into a file.</summary>
    public int? Width { get; set; }

    /// <summary>What it writes its results to, if that is no text to look at.</summary>
    public TextWriter? Output { get; set; }

    public Task<ToolAnswer> RunAsync(params IReadOnlyList<string> arguments) => RunAsync("", arguments);

    /// <summary>Runs it to its end.</summary>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="arguments">The command line.</param>
    public Task<ToolAnswer> RunAsync(string input, IReadOnlyList<string> arguments) =>
        new Running(this, input, arguments, TestContext.Current.CancellationToken).EndAsync();

    /// <summary>Begins to run it.</summary>
    public Running Start(params IReadOnlyList<string> arguments) => new(this, "", arguments, TestContext.Current.CancellationToken);

    /// <summary>What the tool is run in.</summary>
    public Surroundings SurroundingsWith(TextWriter output, TextWriter errors, string input) => new()
    {
        Output = new TextTarget(Output ?? output, Width is not null) { Width = Width },
        Errors = new TextTarget(errors, Width is not null) { Width = Width },
        Input = new StringReader(input),
        Variable = name => Variables.GetValueOrDefault(name),
    };

    public void Dispose() => _directory.Dispose();

    /// <summary>The tool while it runs.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "It is nothing without the tool that it runs.")]
    internal sealed class Running
    {
        private readonly CancellationTokenSource _interrupted;
        private readonly Task<int> _ended;

        public Running(ToolInProcess tool, string input, IReadOnlyList<string> arguments, CancellationToken cancellation)
        {
            _interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var surroundings = tool.SurroundingsWith(Output, Errors, input);
            _ended = Task.Run(() => ToolCommand.RunAsync(arguments, surroundings, _interrupted.Token), CancellationToken.None);
        }

        /// <summary>What it wrote to standard output.</summary>
        public WatchedText Output { get; } = new();

        /// <summary>What it wrote to standard error.</summary>
        public WatchedText Errors { get; } = new();

        /// <summary>Waits for a text that it writes.</summary>
        public async Task SeenAsync(WatchedText text, string part)
        {
            if (await Task.WhenAny(text.SeenAsync(part), _ended) == _ended && !text.ToString().Contains(part, StringComparison.Ordinal))
                Assert.Fail($"It ended with {await _ended} without «{part}»:\n{Output}\n{Errors}");
        }

        /// <summary>Waits for its end.</summary>
        public async Task<ToolAnswer> EndAsync()
        {
            var code = await _ended;
            _interrupted.Dispose();
            return new ToolAnswer((ExitCode)code, Output.ToString(), Errors.ToString());
        }

        /// <summary>Ends it as Ctrl-C does.</summary>
        public async Task<ToolAnswer> InterruptAsync()
        {
            await _interrupted.CancelAsync();
            return await EndAsync();
        }
    }
}
