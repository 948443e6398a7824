using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.History;
using MoCluster.Simulation.Plans;
using MoCluster.Simulation.World;
using MoCluster.Simulator.Scheduling;

namespace MoCluster.Simulation.Clients;

/// <summary>Fetches events and acknowledges them: at once, late, twice, or never.</summary>
/// <param name="shared">The state that all clients share.</param>
/// <param name="plan">How it behaves.</param>
internal sealed class ConsumerClient(SharedClientState shared, ConsumerPlan plan)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(12);
    private readonly SeededRandom _random = new((ulong)plan.Seed);
    private readonly List<Task> _late = [];

    /// <summary>Fetches and acknowledges, round by round.</summary>
    public async Task RunAsync()
    {
        await shared.UntilAsync(plan.Start);
        for (var round = 1; round <= plan.Rounds; round++)
        {
            if (!shared.Listeners.TryGetValue(plan.Listener, out var listener))
            {
                await shared.PauseAsync(TimeSpan.FromMilliseconds(500));
                continue;
            }

            var deliveries = await FetchAsync(listener, plan.Limit, TimeSpan.FromMilliseconds(_random.Next(2_500)));
            if (plan.Dies && round == plan.Rounds)
                break;
            foreach (var delivery in deliveries)
                Decide(listener, delivery);
            await AcknowledgeAsync(listener, Kept(deliveries));
            await shared.PauseAsync(TimeSpan.FromMilliseconds(_random.Next(600)));
        }

        await Task.WhenAll(_late);
    }

    /// <summary>Fetches once.</summary>
    /// <returns>The deliveries; empty when there were none, or no answer came.</returns>
    public async Task<ImmutableArray<Delivery>> FetchAsync(ListenerDefinition listener, int limit, TimeSpan wait)
    {
        var operation = shared.History.BeginFetch(plan.Name, listener.Uuid);
        using var impatience = _random.Next(12) == 0
            ? new CancellationTokenSource(TimeSpan.FromMilliseconds(1 + _random.Next(700)), shared.World.Run.Time)
            : null;
        try
        {
            var outcome = await shared.Gateway.CallAsync(s_patience, grains => grains
                .GetGrain<IListenerGroupGrain>(listener.Group.ToString("D"))
                .FetchAsync(SharedClientState.Owner, new GrainInterfaces.Listeners.Fetch(listener.Uuid, limit, wait, plan.Window), impatience?.Token ?? CancellationToken.None));
            shared.Transcript?.Tell($"{plan.Name}: {TranscriptText.Of(outcome, given => $"gets {TranscriptText.Of(given)}")}");
            if (!outcome.Succeeded)
            {
                if (!ClientAnswer.IsUnknown(outcome.Refusal))
                    operation.Refuse();
                return [];
            }

            if (plan.Window is { } window && outcome.Value is [var first, ..] && EventToken.TryParse(first.Token, out var token))
                shared.World.Record.Windows[(listener.Uuid, token.Generation)] = window;
            operation.Confirm([.. outcome.Value.Select(given => new HandedEvent(
                given.Event.Number, given.Event.Subject, given.Event.Key, given.Priority, given.Token, given.Until))]);
            return outcome.Value;
        }
        catch (Exception exception)
        {
            shared.Transcript?.Tell($"{plan.Name}: fetch unknown, {exception.Message}");
            return [];
        }
    }

    /// <summary>Acknowledges tokens in one call.</summary>
    /// <returns>Whether the call is known to have succeeded.</returns>
    public async Task<bool> AcknowledgeAsync(ListenerDefinition listener, ImmutableArray<string> tokens)
    {
        if (tokens.IsEmpty)
            return true;
        var operation = shared.History.BeginSettle(plan.Name, Settlement.Acknowledge, tokens);
        try
        {
            var outcome = await shared.Gateway.CallAsync(s_patience, grains => grains
                .GetGrain<IListenerGroupGrain>(listener.Group.ToString("D")).AcknowledgeAsync(SharedClientState.Owner, tokens));
            shared.Transcript?.Tell($"{plan.Name}: {TranscriptText.Of(outcome, _ => $"acknowledged {string.Join(", ", tokens.Select(TranscriptText.Of))}")}");
            if (outcome.Succeeded && outcome.Value == tokens.Length)
                operation.Confirm();
            else if (!outcome.Succeeded && !ClientAnswer.IsUnknown(outcome.Refusal))
                operation.Refuse();
            return outcome.Succeeded;
        }
        catch (Exception exception)
        {
            shared.Transcript?.Tell($"{plan.Name}: acknowledgement unknown, {exception.Message}");
            return false;
        }
    }

    private readonly HashSet<string> _put = [];

    /// <summary>Decides whether an event that is not acknowledged at once is acknowledged late, or never.</summary>
    private void Decide(ListenerDefinition listener, Delivery delivery)
    {
        if (_random.Next(100) < plan.Verbs)
        {
            _put.Add(delivery.Token);
            _late.Add(UseAsync(listener, delivery.Token, TimeSpan.FromMilliseconds(_random.Next(2) * _random.Next(4_000))));
        }
        else if (_random.Next(100) < plan.Forgotten)
        {
            _put.Add(delivery.Token);
        }
        else if (_random.Next(100) < plan.Late)
        {
            _put.Add(delivery.Token);
            _late.Add(LaterAsync(listener, delivery.Token, TimeSpan.FromMilliseconds(_random.Next(9_000))));
        }
        else if (_random.Next(100) < plan.Twice)
        {
            _late.Add(LaterAsync(listener, delivery.Token, TimeSpan.FromMilliseconds(_random.Next(5_000))));
        }
    }

    private ImmutableArray<string> Kept(ImmutableArray<Delivery> deliveries) =>
        [.. deliveries.Select(delivery => delivery.Token).Where(token => !_put.Contains(token))];

    /// <summary>Nacks an event, touches it and acknowledges it later, or parks it.</summary>
    private async Task UseAsync(ListenerDefinition listener, string token, TimeSpan delay)
    {
        await shared.PauseAsync(delay);
        var verb = (TokenVerb)_random.Next(3);
        var span = _random.Next(2) == 0 ? (TimeSpan?)null : TimeSpan.FromMilliseconds(1 + _random.Next(4_000));
        if (verb == TokenVerb.Park)
            span = null;
        var request = shared.Begin(new QueueRequest.Use(plan.Name, Parse(token), verb, span));
        var operation = verb == TokenVerb.Touch ? null
            : shared.History.BeginSettle(plan.Name, verb == TokenVerb.Park ? Settlement.Park : Settlement.Nack, [token]);
        try
        {
            var outcome = await shared.Gateway.CallAsync(s_patience, grains => grains
                .GetGrain<IListenerGroupGrain>(listener.Group.ToString("D"))
                .UseTokensAsync(SharedClientState.Owner, [new TokenCommand(token, verb, span)]));
            shared.Transcript?.Tell($"{plan.Name}: {TranscriptText.Of(outcome, done => $"{verb} of {TranscriptText.Of(token)}{(done[0].Stood ? "" : ", which no longer held a lease")}")}");
            if (outcome.Succeeded || !ClientAnswer.IsUnknown(outcome.Refusal))
                shared.Answered(request, outcome.Succeeded && outcome.Value[0].Stood);
            if (outcome.Succeeded && outcome.Value[0].Stood)
                operation?.Confirm();
            else if (outcome.Succeeded || !ClientAnswer.IsUnknown(outcome.Refusal))
                operation?.Refuse();
        }
        catch (Exception exception)
        {
            shared.Transcript?.Tell($"{plan.Name}: {verb} unknown, {exception.Message}");
        }

        if (verb == TokenVerb.Touch)
            await LaterAsync(listener, token, TimeSpan.FromMilliseconds(_random.Next(6_000)));
    }

    private static EventToken Parse(string text) => EventToken.TryParse(text, out var token) ? token : throw new FormatException($"{text} is not a token.");

    private async Task LaterAsync(ListenerDefinition listener, string token, TimeSpan delay)
    {
        await shared.PauseAsync(delay);
        await AcknowledgeAsync(listener, [token]);
    }
}
