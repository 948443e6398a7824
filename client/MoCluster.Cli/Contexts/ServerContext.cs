namespace MoCluster.Cli.Contexts;

/// <summary>A server by a name, and how the user proves to it who is asking.</summary>
/// <param name="Name">The name.</param>
/// <param name="Server">The address of the server.</param>
internal sealed record ServerContext(string Name, string Server)
{
    /// <summary>A bearer token; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>The token endpoint of OAuth2's client credentials; null for none.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>The id of the client at the token endpoint.</summary>
    public string? ClientId { get; init; }

    /// <summary>The secret of the client.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The scope to ask for; null for none.</summary>
    public string? Scope { get; init; }

    /// <summary>Whether it holds something that nobody else may read.</summary>
    public bool HasSecret => Token is not null || ClientSecret is not null;

    /// <summary>How the user proves who is asking, in a word.</summary>
    public string Credentials => this switch { { ClientId: { } id } => $"client {id}", { Token: not null } => "bearer token", _ => "none" };
}
