namespace MoCluster.Client.AspNetCore;

/// <summary>How an endpoint knows that a call comes from MoCluster. Without a secret and a token, only calls from the same machine are taken.</summary>
public sealed class MoTriggerOptions
{
    /// <summary>The secret with which the server signs its calls by the Standard Webhooks (<c>HttpTriggers:Secret</c>): <c>whsec_</c> and base64. None when null.</summary>
    public string? Secret { get; set; }

    /// <summary>Another secret that is accepted too, while the secret is being changed; none when null.</summary>
    public string? OtherSecret { get; set; }

    /// <summary>The bearer token that the server sends with every request (<c>HttpTriggers:Token</c>); none when null.</summary>
    public string? Token { get; set; }

    /// <summary>The largest body of a call, in bytes; 16 MiB by default.</summary>
    public int MaxBodyBytes { get; set; } = 16 * 1024 * 1024;
}
