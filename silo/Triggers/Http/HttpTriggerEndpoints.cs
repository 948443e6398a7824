using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.GrainInterfaces.Triggers.Registry;
using MoCluster.Grains;
using MoCluster.Grains.Triggers;
using MoCluster.Grains.Triggers.Registry;
using MoCluster.Modules;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Diagnostics;

namespace MoCluster.Silo.Triggers.Http;

/// <summary>Asks HTTP endpoints for their triggers, and runs those that run before a mutation is answered.</summary>
/// <param name="clients">Gives the client that asks.</param>
/// <param name="client">Posts mutations.</param>
/// <param name="signer">Adds the token to questions.</param>
/// <param name="identifiers">Gives calls their ids.</param>
/// <param name="options">The endpoints and limits.</param>
/// <param name="log">Logs skipped triggers.</param>
internal sealed class HttpTriggerEndpoints(
    IHttpClientFactory clients,
    EndpointClient client,
    WebhookSigner signer,
    IIdentifierSource identifiers,
    HttpTriggerOptions options,
    ILogger<HttpTriggerEndpoints> log) : ITriggerEndpoints
{
    /// <summary>The name of the client that asks endpoints for their triggers.</summary>
    public const string Name = "trigger-lists";

    private readonly TriggerList _list = new(ObjectCatalogue.BuiltIn, options.MaxTriggers);

    /// <inheritdoc />
    public ImmutableArray<string> Addresses { get; } = options.Enabled ? EndpointAddresses.Parse(options.Endpoints).Value : [];

    /// <inheritdoc />
    public async ValueTask<Outcome<ImmutableArray<EndpointTrigger>>> AskAsync(string address, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.FetchTimeout);
        try
        {
            using var asking = clients.CreateClient(Name);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/triggers");
            signer.Authorize(request);
            using var answer = await asking.SendAsync(request, patience.Token);
            if (answer.StatusCode != System.Net.HttpStatusCode.OK)
                return Wrong($"{address}/triggers answered {(int)answer.StatusCode}; it must answer 200.");
            using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(patience.Token), default, patience.Token);
            return _list.Read(address, json.RootElement);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Wrong($"{address}/triggers did not answer within {options.FetchTimeout.TotalSeconds:0.###} s (HttpTriggers:FetchTimeout).");
        }
        catch (HttpRequestException failure)
        {
            return Wrong($"{address}/triggers could not be read: {failure.Message}");
        }
        catch (JsonException)
        {
            return Wrong($"{address}/triggers did not answer JSON.");
        }
    }

    /// <inheritdoc />
    public async ValueTask RunAsync(EndpointTrigger trigger, TriggerCall call, CancellationToken cancellation)
    {
        try
        {
            var id = identifiers.Next().ToString("D");
            var answer = await client.PostAsync(trigger.Name, trigger.Timeout, id, MutationChain.Write(call.Chain), TriggerPayload.Of(call), cancellation);
            if (answer.Refusal is { } refusal)
                throw new TriggerRefusedException(refusal);
        }
        catch (EndpointSilentException silent)
            when (call.Stage.EventType == TriggerEventType.Before && options.WhenUnreachable == UnreachableTriggers.Skip)
        {
            log.TriggerSkipped(trigger.Name, call.Stage, call.Object, silent.Message);
        }
    }

    private static Refusal Wrong(string message) => new(RefusalCode.InvalidInput, message);
}
