using System.CommandLine;
using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Contexts;

/// <summary>Adds a context. Secrets come from files, because a command line can be read by others and is kept in a history.</summary>
internal sealed class ContextAddVerb : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = "Your name for the server." };
    private readonly Option<string?> _tokenFile = new("--token-file") { HelpName = "FILE", Description = "A file with a bearer token; - for standard input." };
    private readonly Option<string?> _tokenEndpoint = new("--token-endpoint")
    {
        HelpName = "URL", Description = "Where tokens are fetched by client credentials, for example https://keycloak/auth/realms/mo/protocol/openid-connect/token.",
    };

    private readonly Option<string?> _clientId = new("--client-id") { HelpName = "ID", Description = "The client at the token endpoint." };
    private readonly Option<string?> _clientSecretFile = new("--client-secret-file") { HelpName = "FILE", Description = "A file with its secret; - for standard input." };
    private readonly Option<string?> _scope = new("--scope") { HelpName = "SCOPE", Description = "The scope to ask for." };
    private readonly Option<bool> _select = new("--select") { Description = "Select it. The first context is selected anyhow." };

    public ContextAddVerb()
        : base("add", "Add a context, or put it in the place of one with its name. Say the server with --server.")
    {
        Add(_name);
        foreach (Option option in new Option[] { _tokenFile, _tokenEndpoint, _clientId, _clientSecretFile, _scope, _select })
            Add(option);
        Validators.Add(result =>
        {
            Option[] client = [_tokenEndpoint, _clientId, _clientSecretFile];
            var given = client.Count(option => result.GetResult(option) is not null);
            if (given is not (0 or 3))
                result.AddError("--token-endpoint, --client-id and --client-secret-file belong together.");
            if (given > 0 && result.GetResult(_tokenFile) is not null)
                result.AddError("Give --token-file or client credentials, not both.");
        });
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var server = run.Get(run.Global.Server) ?? throw new CliException("USAGE", "Say the address of the server: --server https://mo.example.org", ExitCode.Usage);
        var context = new ServerContext(run.Need(_name), AddressOf(server))
        {
            Token = await SecretAsync(run, _tokenFile).ConfigureAwait(false),
            TokenEndpoint = run.Get(_tokenEndpoint) is { } endpoint ? AddressOf(endpoint) : null,
            ClientId = run.Get(_clientId),
            ClientSecret = await SecretAsync(run, _clientSecretFile).ConfigureAwait(false),
            Scope = run.Get(_scope),
        };
        var list = run.Contexts.Read().Add(context);
        run.Contexts.Write(run.Get(_select) ? list with { Selected = context.Name } : list);
        run.Screen.ShowDone($"{context.Name} is added: {context.Server}", writer =>
        {
            writer.WriteString("name", context.Name);
            writer.WriteString("server", context.Server);
        });
        return ExitCode.Done;
    }

    private static string AddressOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? text
        : throw new CliException("USAGE", $"'{text}' is no address. It looks like https://mo.example.org.", ExitCode.Usage);

    private static async Task<string?> SecretAsync(VerbRun run, Option<string?> option)
    {
        if (run.Get(option) is not { } file)
            return null;
        var text = file == "-"
            ? await run.Input.ReadToEndAsync(run.Cancellation).ConfigureAwait(false)
            : await File.ReadAllTextAsync(file, run.Cancellation).ConfigureAwait(false);
        return text.Trim() is { Length: > 0 } secret ? secret : throw new CliException("USAGE", $"{option.Name} {file} is empty.", ExitCode.Usage);
    }
}
