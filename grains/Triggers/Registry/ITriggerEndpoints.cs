using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.GrainInterfaces.Triggers.Registry;

namespace MoCluster.Grains.Triggers.Registry;

/// <summary>Reaches the HTTP endpoints of triggers.</summary>
public interface ITriggerEndpoints
{
    /// <summary>The addresses of the configured endpoints, without repetition; empty when HTTP triggers are not enabled.</summary>
    ImmutableArray<string> Addresses { get; }

    /// <summary>Asks an endpoint for the triggers that it registers (<c>GET {endpoint}/triggers</c>).</summary>
    /// <param name="address">The address of the endpoint.</param>
    /// <param name="cancellation">Ends the question.</param>
    /// <returns>The triggers; a refusal that says what was wrong with the endpoint or its answer.</returns>
    ValueTask<Outcome<ImmutableArray<EndpointTrigger>>> AskAsync(string address, CancellationToken cancellation);

    /// <summary>Posts a mutation to a trigger and waits for its verdict.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="call">The mutation.</param>
    /// <param name="cancellation">Is cancelled when the budget of the mutation's triggers is spent.</param>
    /// <exception cref="MoCluster.Modules.TriggerRefusedException">The endpoint refused, or could not be asked.</exception>
    ValueTask RunAsync(EndpointTrigger trigger, TriggerCall call, CancellationToken cancellation);
}
