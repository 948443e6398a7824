using System.Net.Http.Headers;
using System.Text;
using MoCluster.Silo.Configuration.Sections;
using StandardWebhooks;

namespace MoCluster.Silo.Triggers.Http;

/// <summary>
/// Gives calls the headers of the Standard Webhooks (<c>webhook-id</c>, <c>webhook-timestamp</c>, <c>webhook-signature</c>), by which an endpoint
/// recognises a repeated call and knows who sent it, and the bearer token.
/// </summary>
/// <param name="options">The secret and the token.</param>
/// <param name="time">The clock of the timestamps.</param>
internal sealed class WebhookSigner(HttpTriggerOptions options, TimeProvider time)
{
    private readonly StandardWebhook? _webhook = options.Secret.Length > 0 ? new StandardWebhook(options.Secret) : null;

    /// <summary>Adds the headers to a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The id of the call, the same at each repetition.</param>
    /// <param name="body">The body of the request.</param>
    public void Sign(HttpRequestMessage request, string id, ReadOnlySpan<byte> body)
    {
        var now = time.GetUtcNow();
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (_webhook is not null)
            request.Headers.Add("webhook-signature", _webhook.Sign(id, now, Encoding.UTF8.GetString(body)));
        Authorize(request);
    }

    /// <summary>Adds the bearer token to a request.</summary>
    /// <param name="request">The request.</param>
    public void Authorize(HttpRequestMessage request)
    {
        if (options.Token.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Token);
    }
}
