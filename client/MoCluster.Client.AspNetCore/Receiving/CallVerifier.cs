using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

namespace MoCluster.Client.AspNetCore.Receiving;

/// <summary>Decides whether a request comes from MoCluster.</summary>
internal sealed class CallVerifier
{
    private const string Bearer = "Bearer ";

    private readonly StandardWebhook[] _webhooks;
    private readonly byte[]? _token;

    public CallVerifier(IOptions<MoTriggerOptions> options)
    {
        _webhooks = [.. new[] { options.Value.Secret, options.Value.OtherSecret }.OfType<string>().Select(secret => new StandardWebhook(secret))];
        _token = options.Value.Token is { } token ? Encoding.UTF8.GetBytes(token) : null;
    }

    /// <summary>Checks who sends a request, by the token, or by its address where nothing else can be checked.</summary>
    /// <returns>What is wrong; null if nothing is.</returns>
    public string? RefuseSender(HttpContext context)
    {
        if (_token is not null)
            return HasToken(context.Request) ? null : "The bearer token is missing or wrong. MoTriggerOptions.Token and HttpTriggers:Token must be the same.";
        return _webhooks.Length > 0 || IsThisMachine(context.Connection.RemoteIpAddress)
            ? null
            : "Calls from other machines are taken when MoTriggerOptions.Secret or Token is set.";
    }

    /// <summary>Checks the signature of a call.</summary>
    /// <returns>What is wrong; null if nothing is.</returns>
    public string? RefuseSignature(HttpRequest request, ReadOnlySpan<byte> body)
    {
        if (_webhooks.Length == 0)
            return null;
        var text = Encoding.UTF8.GetString(body);
        string? problem = null;
        foreach (var webhook in _webhooks)
        {
            try
            {
                webhook.Verify(text, request.Headers);
                return null;
            }
            catch (WebhookVerificationException failure)
            {
                problem ??= failure.Message;
            }
        }

        return $"The signature of the call is missing or wrong: {problem}. MoTriggerOptions.Secret and HttpTriggers:Secret must be the same.";
    }

    private static bool IsThisMachine(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    private bool HasToken(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Bearer.Length..]), _token);
}
