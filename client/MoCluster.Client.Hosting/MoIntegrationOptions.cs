namespace MoCluster.Client.Hosting;

/// <summary>An integration: where its server is, and who it is.</summary>
public sealed class MoIntegrationOptions
{
    /// <summary>The address of the server, for example http://127.0.0.1:8080. Required.</summary>
    public Uri? Server { get; set; }

    /// <summary>The name of the integration, of which the names of its listeners are made. Keep it: under another name there are other listeners. Required.</summary>
    public string Name { get; set; } = "";

    /// <summary>The endpoint that gives tokens for client credentials; null where the server needs no token.</summary>
    public Uri? TokenEndpoint { get; set; }

    /// <summary>The id of the client at the token endpoint.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of the client at the token endpoint.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The scope to ask the token endpoint for; none when null.</summary>
    public string? Scope { get; set; }

    /// <summary>After how long an interruption of a listener's stream makes the integration unhealthy; 1 minute by default.</summary>
    public TimeSpan InterruptionLimit { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest pause before a listener is declared again that could not be declared; 30 s by default. The first is 1 s.</summary>
    public TimeSpan MaxDeclarePause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How much of the host's shutdown timeout is kept to give events back: so long before its end the handlers that still run are cancelled. 2 s by default, and
    /// at most half of the timeout.
    /// </summary>
    public TimeSpan GiveBackTime { get; set; } = TimeSpan.FromSeconds(2);
}
