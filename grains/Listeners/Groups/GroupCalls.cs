using System.Collections.Immutable;
using System.Diagnostics;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Requests;

namespace MoCluster.Grains.Listeners.Groups;

/// <summary>Serves the calls of listeners' owners and of operators: fetches, uses of tokens, changes and lists of entries.</summary>
/// <param name="activation">The activation.</param>
internal sealed class GroupCalls(GroupActivation activation)
{
    private readonly GroupServices _services = activation.Services;
    private readonly ListenerOptions _options = activation.Services.Options;

    /// <summary>Leases events. See <see cref="IListenerGroupGrain.FetchAsync"/>.</summary>
    public async Task<Outcome<ImmutableArray<Delivery>>> FetchAsync(Actor actor, Fetch fetch, CancellationToken cancellation)
    {
        if (fetch.Limit < 1)
            return new Refusal(RefusalCode.InvalidInput, $"The limit is {fetch.Limit}; it must be 1 or more.", "limit");
        if (fetch.Window < 1)
            return new Refusal(RefusalCode.InvalidInput, $"The window is {fetch.Window}; it must be 1 or more.", "window");
        using var activity = GrainActivities.Start("receive", ActivityKind.Consumer);
        var outcome = await ReceiveAsync(actor, fetch, cancellation);
        if (activity is not null)
        {
            GrainActivities.Ended(activity, outcome.Refusal);
            if (outcome.Succeeded && activation.Queue?.Find(fetch.Listener)?.Definition is { } definition)
                GrainActivities.Delivered(activity, definition.Stream, outcome.Value);
        }

        return outcome;
    }

    /// <summary>Settles the numbers of tokens and ends their leases. See <see cref="IListenerGroupGrain.AcknowledgeAsync"/>.</summary>
    public async Task<Outcome<int>> AcknowledgeAsync(Actor actor, ImmutableArray<string> tokens)
    {
        if (tokens.Length > _options.MaxTokens)
            return GroupRefusals.TooManyTokens(tokens.Length, _options.MaxTokens);
        if (Parse(tokens) is not { } parsed)
            return EventToken.Unparsable;
        parsed.RemoveAll(token => !IsOfGroup(token));
        if (parsed.Count == 0)
            return 0;
        if (await activation.Start.BeginAsync(parsed) is { } refusal)
            return refusal.Code == RefusalCode.NotFound ? 0 : refusal;
        if (activation.End is not null)
            return activation.End;
        parsed.RemoveAll(token => activation.Check(actor, token.Listener) is not null);
        return parsed.Count == 0 ? 0 : await DoAsync(new AcknowledgeRequest(parsed));
    }

    /// <summary>Nacks, touches or parks what the caller has leased. See <see cref="IListenerGroupGrain.UseTokensAsync"/>.</summary>
    public async Task<Outcome<ImmutableArray<TokenResult>>> UseTokensAsync(Actor actor, ImmutableArray<TokenCommand> commands)
    {
        if (commands.Length > _options.MaxTokens)
            return GroupRefusals.TooManyTokens(commands.Length, _options.MaxTokens);
        if (Parse(commands.Select(command => command.Token)) is not { } parsed)
            return EventToken.Unparsable;
        for (var i = 0; i < commands.Length; i++)
        {
            if (EntryRules.Check(commands[i], commands.Length == 1 ? "input" : $"input[{i}]") is { } wrong)
                return wrong;
        }

        var ofGroup = parsed.FindAll(IsOfGroup);
        if (ofGroup.Count == 0)
            return NothingStood(commands.Length);
        if (await activation.Start.BeginAsync(ofGroup) is { } refusal)
            return refusal.Code == RefusalCode.NotFound ? NothingStood(commands.Length) : refusal;
        var used = parsed.Select(
            (token, i) => (IsOfGroup(token) && activation.Check(actor, token.Listener) is null ? token : null, commands[i]));
        return await DoAsync(new TokenRequest([.. used]));
    }

    /// <summary>Changes entries for operators. See <see cref="IListenerGroupGrain.ChangeEntriesAsync"/>.</summary>
    public async Task<Outcome<EntryCommandResult>> ChangeEntriesAsync(Actor actor, EntryCommand command)
    {
        if (EntryRules.Check(command) is { } wrong)
            return wrong;
        if (await activation.Start.BeginAsync(command.Listener) is { } refusal)
            return refusal;
        if (activation.Check(actor, command.Listener) is { } refused)
            return refused;
        await activation.CatchUp.WaitAsync(command);
        return await DoAsync(new EntryRequest(command, _options));
    }

    /// <summary>Lists entries. See <see cref="IListenerGroupGrain.ListEntriesAsync"/>.</summary>
    public async Task<Outcome<EntryPage>> ListEntriesAsync(Actor actor, EntryQuery query)
    {
        if (query.Limit < 1 || query.Limit > _options.MaxFetch)
            return new Refusal(RefusalCode.InvalidInput, $"The limit is {query.Limit}; it must be from 1 to {_options.MaxFetch}.", "limit");
        if (await activation.Start.BeginAsync(query.Listener) is { } refusal)
            return refusal;
        if (activation.Check(actor, query.Listener) is { } refused)
            return refused;
        var request = new ListRequest(query, _options);
        if (!activation.Requests.TryAdd(request))
            return GroupRefusals.Overloaded($"{_options.MaxWaiting} lists of entries wait already");
        activation.Loop.Run();
        return await request.Answer;
    }

    private async Task<Outcome<ImmutableArray<Delivery>>> ReceiveAsync(Actor actor, Fetch fetch, CancellationToken cancellation)
    {
        if (await activation.Start.BeginAsync(fetch.Listener) is { } refusal)
            return refusal;
        var began = activation.LastUsed;
        if (await activation.CatchUp.WaitAsync(fetch.Listener, fetch.Wait, cancellation) is { } unread)
            return unread;
        if (activation.Check(actor, fetch.Listener) is { } refused)
            return refused;
        if (activation.Queue?.Find(fetch.Listener)?.Definition is { Suspension: { } suspension } suspended)
            return GroupRefusals.Suspended(suspended, suspension);
        var wait = fetch.Wait < _options.MaxWait ? fetch.Wait : _options.MaxWait;
        if (!HasReady(fetch.Listener) && wait <= TimeSpan.Zero)
            return activation.Requests.WaitsEnded is { } ended ? ended : FetchQueue.Nothing;
        var request = new FetchRequest(
            fetch.Listener, Math.Min(fetch.Limit, _options.MaxFetch), fetch.Window ?? int.MaxValue, began + activation.Ticks(wait));
        if (!activation.Requests.TryAdd(request))
            return GroupRefusals.Overloaded($"{_options.MaxWaiting} fetches wait already");
        activation.Loop.Run();
        return await AnswerAsync(request, cancellation);
    }

    private bool HasReady(Guid listener)
    {
        if (activation.Queue is not { } queue)
            return false;
        queue.Advance(_services.Store.Now);
        return queue.Find(listener) is { } queued && queue.HasReady(queued);
    }

    private async Task<Outcome<ImmutableArray<Delivery>>> AnswerAsync(FetchRequest request, CancellationToken cancellation)
    {
        if (request.IsAnswered || !cancellation.CanBeCanceled)
            return await request.Answer;
        try
        {
            return await request.Answer.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Cancellation ends the wait, but never a commit: what is being leased for this fetch is still its answer.
            activation.Requests.Fetches.GiveUp(request);
            return await request.Answer;
        }
    }

    private async Task<Outcome<T>> DoAsync<T>(QueueCommand<T> request)
    {
        if (!activation.Requests.TryAdd(request))
            return GroupRefusals.Overloaded($"{_options.MaxQueuedTokens} tokens wait for their commit already");
        activation.Loop.Run();
        return await request.Answer;
    }

    private bool IsOfGroup(EventToken token) => token.Group == activation.Group && token.Incarnation == _services.Store.Incarnation;

    private static Outcome<ImmutableArray<TokenResult>> NothingStood(int count) =>
        ImmutableArray.CreateRange(Enumerable.Repeat(new TokenResult(Stood: false), count));

    private static List<EventToken>? Parse(IEnumerable<string> texts)
    {
        var tokens = new List<EventToken>();
        foreach (var text in texts)
        {
            if (!EventToken.TryParse(text, out var token))
                return null;
            tokens.Add(token);
        }

        return tokens;
    }
}
