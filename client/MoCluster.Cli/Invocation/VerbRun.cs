using System.CommandLine;
using MoCluster.Cli.Contexts;
using MoCluster.Cli.Output;
using MoCluster.Client;

namespace MoCluster.Cli.Invocation;

/// <summary>One run of a verb: what was asked for, the client of the server and the screen.</summary>
/// <param name="parsed">The command line.</param>
/// <param name="screen">Where results go.</param>
/// <param name="clock">Knows the present.</param>
/// <param name="cancellation">Is cancelled by Ctrl-C and by signals.</param>
internal sealed class VerbRun(ParseResult parsed, Screen screen, TimeProvider clock, CancellationToken cancellation) : IAsyncDisposable
{
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromSeconds(10);

    private MoClient? _mo;

    /// <summary>Where results go.</summary>
    public Screen Screen => screen;

    /// <summary>Knows the present.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Is cancelled by Ctrl-C and by signals.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>The client of the chosen server.</summary>
    public MoClient Mo => _mo ??= Connect();

    /// <summary>The value of an option, or its default.</summary>
    /// <param name="option">The option.</param>
    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>The value of an argument, or its default.</summary>
    /// <param name="argument">The argument.</param>
    public T? Get<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>The value of an argument that must be given.</summary>
    /// <param name="argument">The argument.</param>
    public T Need<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>The server that is asked, and as whom.</summary>
    public ServerContext Server() => ServerChoice.Choose(
        Get(GlobalOptions.Server), Get(GlobalOptions.Context), Environment.GetEnvironmentVariable, ContextStore.Read);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_mo is not null)
            await _mo.DisposeAsync().ConfigureAwait(false);
    }

    private MoClient Connect()
    {
        var server = Server();
        var timeout = Get(GlobalOptions.Timeout) ?? s_defaultTimeout;
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
