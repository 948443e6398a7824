using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Events;
using MoCluster.Simulation.Plans;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Clients;

/// <summary>
/// An operator of queues: silences, unsilences, reruns, parks, replays and lists entries, and moves listeners to other positions. It
/// repeats no request, so an unknown outcome may stay unknown.
/// </summary>
/// <param name="shared">The state that all clients share.</param>
internal sealed class OperatorClient(SharedClientState shared)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Changes or lists entries at the planned time.</summary>
    public async Task RunAsync(EntryPlan plan)
    {
        await shared.UntilAsync(plan.At);
        if (!shared.Listeners.TryGetValue(plan.Listener, out var listener))
            return;
        var subjects = plan.Subjects?.Select(subject => listener.Stream.Namespace != PlanMaker.Namespace ? $"{MutationClient.KeyOf(subject - 'q').Uuid:D}" : $"{subject}");
        var filter = new EntryFilter(
            subjects?.ToImmutableArray(), plan.Priority is { } priority ? [priority] : null, plan.Silenced, plan.Parked);
        if (plan.Verb is { } verb)
            await ChangeAsync(plan.Name, new EntryCommand(listener.Uuid, verb, filter, plan.Name), listener);
        else
            await ListAsync(plan.Name, new EntryQuery(listener.Uuid, filter, 0, 50), listener);
    }

    /// <summary>Moves a listener at the planned time.</summary>
    public async Task RunAsync(MovePlan plan)
    {
        await shared.UntilAsync(plan.At);
        if (!shared.Listeners.TryGetValue(plan.Listener, out var listener))
            return;
        var command = new PositionCommand(
            listener.Uuid,
            plan.Kind,
            plan.Kind == PositionKind.Number ? plan.Number : null,
            plan.Kind == PositionKind.Instant ? World.World.Start + plan.Instant : null);
        var before = Heads(listener);
        var request = shared.Begin(new QueueRequest.Move(plan.Name, command));
        long? skipped = plan.Kind switch
        {
            PositionKind.Beginning => null,
            PositionKind.Number => plan.Number - 1,
            _ => long.MaxValue,
        };
        var operation = shared.History.BeginRevive(plan.Name, listener.Uuid, skipped: skipped);
        var answer = await CallAsync(request, $"{plan.Kind}", first => $"goes on from {first}", listener, group => group.SetPositionAsync(SharedClientState.Owner, command));
        if (answer is not { } outcome)
            return;
        if (!outcome.Succeeded)
        {
            operation.Refuse();
            if (outcome.Refusal.Code == RefusalCode.InvalidInput)
                CheckRefusal(plan, before, Heads(listener));
            return;
        }

        request.First = outcome.Value;
        operation.Confirm(outcome.Value - 1);
        CheckMove(plan, outcome.Value, before, Heads(listener));
    }

    /// <summary>Changes entries once.</summary>
    public async Task ChangeAsync(string name, EntryCommand command, ListenerDefinition listener)
    {
        var request = shared.Begin(new QueueRequest.Change(name, command));
        var release = command.Verb == EntryVerb.Release ? shared.History.BeginRelease(name, listener.Uuid, command.Filter.Subjects) : null;
        var outcome = await CallAsync(
            request,
            $"{command.Verb}",
            changed => $"changed {changed.Changed}: {string.Join(", ", changed.First.Select(TranscriptText.Of))}",
            listener,
            group => group.ChangeEntriesAsync(SharedClientState.Owner, command));
        if (outcome is { Succeeded: true } done)
        {
            request.Changed = done.Value.First;
            release?.Confirm();
        }
        else if (outcome is not null)
        {
            release?.Refuse();
        }
    }

    private async Task ListAsync(string name, EntryQuery query, ListenerDefinition listener)
    {
        var request = shared.Begin(new QueueRequest.List(name, query));
        var outcome = await CallAsync(
            request,
            "a look",
            page => $"sees {string.Join(", ", page.Entries.Select(TranscriptText.Of))}",
            listener,
            group => group.ListEntriesAsync(SharedClientState.Owner, query));
        if (outcome is { Succeeded: true } done)
            request.Seen = done.Value.Entries;
    }

    /// <summary>Calls once.</summary>
    /// <returns>The answer; null when the outcome is unknown.</returns>
    private async Task<Outcome<T>?> CallAsync<T>(
        QueueRequest request, string what, Func<T, string> told, ListenerDefinition listener, Func<IListenerGroupGrain, Task<Outcome<T>>> call)
    {
        try
        {
            var outcome = await shared.Gateway.CallAsync(s_patience, grains => call(grains.GetGrain<IListenerGroupGrain>(listener.Group.ToString("D"))));
            shared.Transcript?.Tell($"{request.Client}: {what} of {TranscriptText.Of(listener.Uuid)}: {TranscriptText.Of(outcome, told)}");
            if (!outcome.Succeeded && ClientAnswer.IsUnknown(outcome.Refusal))
                return null;
            shared.Answered(request, outcome.Succeeded);
            return outcome;
        }
        catch (Exception exception)
        {
            shared.Transcript?.Tell($"{request.Client}: {what} of {TranscriptText.Of(listener.Uuid)} unknown, {exception.Message}");
            return null;
        }
    }

    /// <summary>The head of a listener's stream in the store; null while the store is down.</summary>
    private StreamHead? Heads(ListenerDefinition listener)
    {
        try
        {
            var heads = shared.World.Store.Durable.ReadHeadsAsync([listener.Stream], CancellationToken.None).AsTask().GetAwaiter().GetResult();
            return heads.IsEmpty ? new StreamHead(listener.Stream, 1, 0) : heads[0];
        }
        catch (Exception)
        {
            return null;
        }
    }

    private void CheckRefusal(MovePlan plan, StreamHead? before, StreamHead? after)
    {
        if (before is { } was && after is { } now && plan.Kind == PositionKind.Number && plan.Number >= now.First && plan.Number <= was.Last + 1)
            shared.World.Record.Violate("position", $"{plan.Name} to {plan.Number} was refused, though {now.First} to {was.Last} are kept");
    }

    private void CheckMove(MovePlan plan, long first, StreamHead? before, StreamHead? after)
    {
        if (before is not { } was || after is not { } now)
            return;
        var right = plan.Kind switch
        {
            PositionKind.Head => first >= was.Last + 1 && first <= now.Last + 1,
            PositionKind.Beginning => first >= was.First && first <= now.First,
            PositionKind.Number => first == plan.Number && first >= was.First && first <= now.Last + 1,
            _ => first >= was.First && first <= now.Last + 1 && IsFirstSince(World.World.Start + plan.Instant, first, was, now),
        };
        if (!right)
            shared.World.Record.Violate("position", $"{plan.Name} to the {plan.Kind} {plan.Number} goes on from {first}; before {was}, after {now}");
    }

    /// <summary>Whether a number is that of the first event since an instant, as far as both existed all the time.</summary>
    private bool IsFirstSince(DateTimeOffset instant, long first, StreamHead was, StreamHead now)
    {
        ImmutableArray<EventRecord> events;
        try
        {
            events = shared.World.Store.Durable.ReadEventsAsync(was.Stream, now.First, StoreLimits.MaxBatch, CancellationToken.None)
                .AsTask().GetAwaiter().GetResult();
        }
        catch (IOException)
        {
            // The process that has the files open is gone; what it had in memory could still be asked.
            return true;
        }

        return events.Where(record => record.Number <= was.Last).All(record => (record.Number >= first) == (record.Time >= instant));
    }
}
