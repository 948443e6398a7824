namespace MoCluster.Client;

/// <summary>Gives bearer tokens.</summary>
public abstract class MoCredentials
{
    /// <summary>Gives a token that is valid for the next request.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public abstract ValueTask<string> GetTokenAsync(CancellationToken cancellation);

    /// <summary>Forgets a token that the server refused, so that the next request gets another. Does nothing by default.</summary>
    /// <param name="token">The refused token.</param>
    public virtual void Refused(string token)
    {
    }

    /// <summary>Tokens that a function of the program gives.</summary>
    /// <param name="token">Gives the token for the next request. It is called for each request.</param>
    public static MoCredentials FromToken(Func<CancellationToken, ValueTask<string>> token) => new FunctionCredentials(token);

    /// <summary>
    /// Tokens of OAuth2's client credentials, as integrations of OS2mo get them from Keycloak. A token is fetched when the first request needs it,
    /// and again before it expires.
    /// </summary>
    /// <param name="tokenEndpoint">The token endpoint, for example https://keycloak/auth/realms/mo/protocol/openid-connect/token.</param>
    /// <param name="clientId">The id of the client.</param>
    /// <param name="clientSecret">Its secret.</param>
    /// <param name="scope">The scope to ask for; null for none.</param>
    /// <param name="options">The handler, the clock and the timeout of the requests to the token endpoint.</param>
    public static MoCredentials FromClientSecret(
        Uri tokenEndpoint, string clientId, string clientSecret, string? scope = null, MoClientOptions? options = null) =>
        new ClientSecretCredentials(tokenEndpoint, clientId, clientSecret, scope, options ?? MoClientOptions.Default);

    private sealed class FunctionCredentials(Func<CancellationToken, ValueTask<string>> token) : MoCredentials
    {
        public override ValueTask<string> GetTokenAsync(CancellationToken cancellation) => token(cancellation);
    }
}
