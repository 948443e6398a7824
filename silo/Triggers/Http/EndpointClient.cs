using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using MoCluster.Silo.Configuration.Sections;
using Polly.CircuitBreaker;

namespace MoCluster.Silo.Triggers.Http;

/// <summary>Posts mutations and raised hooks to endpoints. It makes one attempt; who repeats it decides when.</summary>
/// <param name="clients">Gives clients that share connections and circuit breakers.</param>
/// <param name="signer">Signs the requests.</param>
/// <param name="options">The time limit of a call.</param>
internal sealed class EndpointClient(IHttpClientFactory clients, WebhookSigner signer, HttpTriggerOptions options)
{
    /// <summary>The name of the client that posts.</summary>
    public const string Name = "triggers";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Posts a payload to a trigger or a callback.</summary>
    /// <param name="address">The address of the trigger or the callback.</param>
    /// <param name="timeout">How long the call may take; null for <c>HttpTriggers:RunTimeout</c>.</param>
    /// <param name="id">The id of the call, the same at each repetition.</param>
    /// <param name="chain">The objects under mutation as <see cref="MutationChain"/> writes them; null after the mutation was answered.</param>
    /// <param name="payload">A JSON object in UTF-8.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>Whether the endpoint accepts, and if not, why.</returns>
    /// <exception cref="EndpointSilentException">The endpoint gave no answer.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public async Task<EndpointAnswer> PostAsync(
        string address, TimeSpan? timeout, string id, string? chain, ImmutableArray<byte> payload, CancellationToken cancellation)
    {
        var limit = timeout ?? options.RunTimeout;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        var body = ImmutableCollectionsMarshal.AsArray(payload)!;
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = Json;
        if (chain is not null)
            request.Headers.Add(MutationChain.Header, chain);
        signer.Sign(request, id, body);
        try
        {
            using var client = clients.CreateClient(Name);
            using var answer = await client.SendAsync(request, patience.Token);
            var answered = await answer.Content.ReadAsByteArrayAsync(patience.Token);
            return new EndpointAnswer(EndpointVerdict.Refusal(answer.StatusCode, answered), answer.Headers.RetryAfter?.Delta, answered);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new EndpointSilentException($"The endpoint did not answer within {limit.TotalSeconds:0.###} s.");
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new EndpointSilentException($"The endpoint answered more than {options.MaxAnswerBytes} bytes (HttpTriggers:MaxAnswerBytes).");
        }
        catch (HttpRequestException failure)
        {
            throw new EndpointSilentException($"The endpoint could not be reached: {failure.Message}")
            {
                WasReached = failure.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError),
            };
        }
        catch (BrokenCircuitException broken)
        {
            throw new EndpointSilentException("Too many calls of the endpoint failed, so it is not called for a moment.")
            {
                WasReached = false,
                IsCalledAgainIn = broken.RetryAfter ?? options.BreakFor,
            };
        }
    }
}
