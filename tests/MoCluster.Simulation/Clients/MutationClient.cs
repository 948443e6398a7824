using System.Runtime.InteropServices;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Simulation.Plans;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Clients;

/// <summary>Changes an object; with an idempotency key it repeats the change until the outcome is known.</summary>
/// <param name="shared">The state that all clients share.</param>
internal sealed class MutationClient(SharedClientState shared)
{
    /// <summary>The number of an object that only the end of a run changes.</summary>
    public const int LastObject = 1_000;

    private const int MaxCalls = 8;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>An object by its number: even ones are facets, odd ones classes of the first facet.</summary>
    public static ObjectKey KeyOf(int number) =>
        new(number % 2 == 0 ? "facet" : "class", new Guid(number + 1, 0, 0, [0x40, 0, 0, 0, 0, 0, 0, 1]));

    /// <summary>Changes the object at the planned time.</summary>
    public async Task RunAsync(ChangePlan plan)
    {
        await shared.UntilAsync(plan.At);
        for (var call = 1; call <= MaxCalls && !await TryAsync(plan) && plan.Keyed; call++)
            await shared.PauseAsync(TimeSpan.FromMilliseconds(200 * call));
    }

    /// <summary>Tries the change once.</summary>
    /// <returns>Whether another try would be useless.</returns>
    public async Task<bool> TryAsync(ChangePlan plan)
    {
        var key = KeyOf(plan.Object);
        var mutation = new Mutation
        {
            Kind = plan.Kind,
            Request = ImmutableCollectionsMarshal.AsImmutableArray(JsonSerializer.SerializeToUtf8Bytes(RequestOf(plan, key))),
            Actor = SharedClientState.Owner,
            Note = plan.Name,
            Idempotency = plan.Keyed ? new IdempotencyKey(SharedClientState.Owner.Uuid, plan.Name, "m") : null,
        };
        var operation = shared.History.BeginMutate(plan.Name, key.ToString(), plan.Name);
        using var impatience = plan.Impatient ? new CancellationTokenSource(TimeSpan.FromMilliseconds(50), shared.World.Run.Time) : null;
        try
        {
            var outcome = await shared.Gateway.CallAsync(
                s_patience, grains => grains.GetGrain<IObjectGrain>(key.ToString()).MutateAsync(mutation, impatience?.Token ?? CancellationToken.None));
            shared.Transcript?.Tell($"{plan.Name}: {TranscriptText.Of(outcome, result => $"registration {result.Registration}{(result.Changed ? "" : ", unchanged")}")}");
            if (outcome.Succeeded && outcome.Value.Changed)
                operation.Confirm();
            else if (outcome.Succeeded || !ClientAnswer.IsUnknown(outcome.Refusal))
                operation.Refuse();
            return outcome.Succeeded || !outcome.Refusal.Retriable;
        }
        catch (Exception exception)
        {
            shared.Transcript?.Tell($"{plan.Name}: unknown, {exception.Message}");
            return false;
        }
    }

    private static Dictionary<string, object> RequestOf(ChangePlan plan, ObjectKey key)
    {
        var from = plan.Tomorrow ? "2025-01-02" : "2020-01-01";
        switch (plan.Kind)
        {
            case MutationKind.Delete:
                return new() { ["uuid"] = key.Uuid };
            case MutationKind.Terminate:
                return new() { ["uuid"] = key.Uuid, ["to"] = "2025-01-02" };
            default:
                var request = new Dictionary<string, object>
                {
                    ["uuid"] = key.Uuid, ["user_key"] = plan.Name, ["validity"] = new { from },
                };
                if (key.Type == "class")
                    (request["name"], request["facet_uuid"]) = (plan.Name, KeyOf(0).Uuid);
                return request;
        }
    }
}
