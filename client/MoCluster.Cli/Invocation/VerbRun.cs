using System.CommandLine;
using MoCluster.Cli.Contexts;
using MoCluster.Cli.Output;
using MoCluster.Client;

namespace MoCluster.Cli.Invocation;

/// <summary>One run of a verb: what was asked for, the client of the server and the screen.</summary>
internal sealed class VerbRun : IAsyncDisposable
{
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromSeconds(10);

    private readonly ParseResult _parsed;
    private readonly ToolCommand _tool;
    private MoClient? _mo;

    /// <summary>Begins a run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="cancellation">Is cancelled by Ctrl-C and by signals.</param>
    public VerbRun(ParseResult parsed, CancellationToken cancellation)
    {
        (_parsed, _tool, Cancellation) = (parsed, (ToolCommand)parsed.RootCommandResult.Command, cancellation);
        Screen = new Screen(Get(_tool.Global.Json), _tool.Surroundings);
    }

    /// <summary>Where results go.</summary>
    public Screen Screen { get; }

    /// <summary>Standard input.</summary>
    public TextReader Input => _tool.Surroundings.Input;

    /// <summary>Knows the present.</summary>
    public TimeProvider Clock => _tool.Surroundings.Clock;

    /// <summary>Is cancelled by Ctrl-C and by signals.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The contexts of the user.</summary>
    public ContextStore Contexts => _tool.Contexts;

    /// <summary>The options that every verb has.</summary>
    public GlobalOptions Global => _tool.Global;

    /// <summary>The client of the chosen server.</summary>
    public MoClient Mo => _mo ??= Connect();

    /// <summary>The value of an option, or its default.</summary>
    /// <param name="option">The option.</param>
    public T? Get<T>(Option<T> option) => _parsed.GetValue(option);

    /// <summary>The value of an argument, or its default.</summary>
    /// <param name="argument">The argument.</param>
    public T? Get<T>(Argument<T> argument) => _parsed.GetValue(argument);

    /// <summary>The value of an argument that must be given.</summary>
    /// <param name="argument">The argument.</param>
    public T Need<T>(Argument<T> argument) => _parsed.GetRequiredValue(argument);

    /// <summary>The server that is asked, and as whom.</summary>
    public ServerContext Server() => ServerChoice.Choose(Get(Global.Server), Get(Global.Context), _tool.Surroundings.Variable, Contexts.Read);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_mo is not null)
            await _mo.DisposeAsync().ConfigureAwait(false);
    }

    private MoClient Connect()
    {
        var server = Server();
        var timeout = Get(Global.Timeout) ?? s_defaultTimeout;
        var options = new MoClientOptions { Timeout = timeout, AttemptTimeout = timeout, UserAgent = $"mocluster/{typeof(VerbRun).Assembly.GetName().Version?.ToString(3)}" };
        if (server is { TokenEndpoint: { } endpoint, ClientId: { } id, ClientSecret: { } secret })
            options = options with { Credentials = MoCredentials.FromClientSecret(new Uri(endpoint), id, secret, server.Scope, options) };
        else if (server.Token is { Length: > 0 } token)
            options = options with { Credentials = MoCredentials.FromToken(_ => ValueTask.FromResult(token)) };
        try
        {
            return MoClient.Connect(server.Server, options);
        }
        catch (ArgumentException wrong)
        {
            throw new CliException("USAGE", wrong.Message.Split(" (Parameter")[0], ExitCode.Usage);
        }
    }
}
